/** The lane cards: their states, controls, menus and notes. */
export const lanes = {
  schedule: {
    part: '{lane} {value} schedule: {part}',
    choice: 'Schedule',
    needsLength: '{schedule} needs a length, since it spans the whole run. Set steps or epochs under Length.',
  },
  formula: {
    word: {
      else: 'else',
      afterwards: 'then',
      cols: 'cols',
      rows: 'rows',
      skipUnless: 'skip unless',
    },
    label: 'Formula',
    symbols: 'Symbols',
    values: 'Values',
    now: 'now',
    next: 'next',
    memory: 'Memory',
    noMemory: 'none',
    memoryEach: '{numbers, plural, one {# number per parameter} other {# numbers per parameter}}',
    memoryHere:
      '{numbers, plural, one {# number per parameter} other {# numbers per parameter}}, {size} here',
    reset: 'Reset to {value}, as in the experiment',
    setDefault: 'Set to {value}, the default',
  },
  issue: {
    atSeed: 'Seed {seed}: {issue}',
    retryRate: 'Retry at lr {rate}',
    retryValue: 'Retry with {name} {value}',
    retryWarmup: 'Retry with a warm-up of {steps, plural, one {# step} other {# steps}}',
    retrySchedule: 'Retry with {what, select, lr {learning rate} other {momentum}} schedule {schedule}',
  },
  /** How far a lane came that missed the target. */
  missed: {
    best: 'Best {metric, select, validationLoss {validation loss {best}} other {{best}}} in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    ended:
      'Ended at {metric, select, validationLoss {a validation loss of {end}} other {{end}}}, best {best} at step {at}, in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    medianBest:
      'Median best {metric, select, validationLoss {validation loss {best}} other {{best}}} in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    medianEnded:
      'Ended at a median {metric, select, validationLoss {validation loss of {end}} other {of {end}}}, median best {best}, in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
  },
} as const;
