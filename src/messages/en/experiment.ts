/** What may be typed in place of a value of an experiment that is not valid. */
export const experiment = {
  advice: {
    lr: 'Drag the slider or type e.g. 0.05.',
    momentum: 'Type a number from 0 to below 1, e.g. 0.9.',
    eps: 'Type e.g. 1e-8.',
    batchSize: 'Type a whole number, e.g. 64.',
    steps: 'Type a whole number, or null to train until stopped.',
    filters: 'Give one to four widths, e.g. [16, 32].',
    seed: 'Type a whole number from 0, e.g. 1.',
    sha256: 'Choose a file of weights, or set start to null.',
    labelSmoothing: 'Type a number from 0 to below 1, e.g. 0.1.',
    clipNorm: 'Type e.g. 1, or null for no clipping.',
    clipValue: 'Type e.g. 0.5, or null for no clipping.',
    guardFactor: 'Type e.g. 10, or set guard to null for none.',
  },
} as const;
