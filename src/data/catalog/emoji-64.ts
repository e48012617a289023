import type { BuiltInDataset } from './info.ts';

/**
 * The emoji of `emoji`, split alike, drawn twice as large and half as many.
 * Source: Noto Color Emoji, Google Inc. and Arjen Nienhuis; SIL Open Font License 1.1.
 */
export const emoji64 = {
  id: 'emoji-64',
  name: 'Emoji, 64 px',
  folder: 'emoji-64',
  shape: [64, 64, 3],
  classes: ['animal', 'food'],
  classCount: 2,
  perClass: {
    train: [1500, 1500],
    test: [300, 300],
  },
  trainCount: 3_000,
  testCount: 600,
} as const satisfies BuiltInDataset;
