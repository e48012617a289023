import type { DatasetMeta } from './meta.ts';

/**
 * The emoji of `emoji`, split alike, drawn twice as large and half as many.
 * Source: Noto Color Emoji, Google Inc. and Arjen Nienhuis; SIL Open Font License 1.1.
 */
export const emoji64 = {
  id: 'emoji-64',
  name: 'Emoji, 64 px',
  description: 'Animals against food, in colour and large: four times the work of 32 px.',
  licence: 'OFL-1.1, © 2013–2017 Google Inc., Arjen Nienhuis',
  folder: 'emoji-64',
  shape: [64, 64, 3],
  classes: ['Animal', 'Food'],
  classCount: 2,
  perClass: {
    train: [1500, 1500],
    test: [300, 300],
  },
  trainCount: 3_000,
  testCount: 600,
} as const satisfies DatasetMeta;
