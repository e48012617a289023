/** Divergence, failures of the device, progress of building. */
export const engine = {
  wait: {
    file: 'Waiting for {file}',
    images: 'Waiting for the {split, select, test {test} other {validation}} images',
    round: 'Preparing {phase, select, search {learning-rate search} other {seed}} {number} of {count}',
    timing: 'Preparing {lane} alone, for its time',
  },
} as const;
