/** The results: standings, tables, profile, confusion matrix. */
export const results = {
  summary: {
    optimizer: '{lane}; lr {lr}, {schedule}; seed {seed}',
    optimizerWithMomentum: '{lane}; lr {lr}, {schedule}; {momentum}; seed {seed}',
    momentum: '{name} {value}',
    momentumScheduled: '{name} {value}, {schedule}',
    momentumBy: '{name}: {schedule}',
  },
} as const;
