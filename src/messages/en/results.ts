/** The results: standings, tables, profile, confusion matrix. */
export const results = {
  evaluation: {
    diverged: 'Diverged at step {step}, before the first evaluation',
    ended: 'Ended before the first evaluation',
    first: 'First evaluation at step {step}',
    caption:
      '{split, select, test {Test set} other {Validation set}}, after {steps, plural, one {# step} other {# steps}}',
    captionOfSeed:
      '{split, select, test {Test set} other {Validation set}}, after {steps, plural, one {# step} other {# steps}} of seed {seed}',
  },
  epochs: {
    caption: 'Running training loss',
    captionOfSeed: 'Running training loss of seed {seed}',
  },
} as const;
