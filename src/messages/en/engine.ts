/** Divergence, failures of the device, progress of building. */
export const engine = {
  wait: {
    file: 'Waiting for {file}',
    images: 'Waiting for the {split, select, test {test} other {validation}} images',
    round: 'Preparing {phase, select, search {learning-rate search} other {seed}} {number} of {count}',
    timing: 'Preparing {lane} alone, for its time',
  },
  /** What to do where memory lacks. */
  memoryOption: '“{label}”',
  memoryFix: {
    images: 'Choose smaller images, greyscale, fewer classes or another dataset.',
    size: 'Choose smaller images.',
    widths: 'Lower {widths}.',
    form: 'Set {setting} to {value}.',
    optimizer: 'Choose an optimizer that keeps less state.',
    widthsOrOptimizer: 'Lower {widths}, or choose an optimizer that keeps less state.',
    formOrOptimizer: 'Set {setting} to {value}, or choose an optimizer that keeps less state.',
    batch: 'Lower the batch size.',
    batchOrWidths: 'Lower the batch size, or {widths}.',
    formOrBatch: 'Set {setting} to {value}, or lower the batch size.',
  },
} as const;
