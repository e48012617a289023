import type { BuiltInDataset } from './info.ts';

/**
 * Animals against food, drawn with Noto Color Emoji over varied backgrounds by scripts/emoji-images.mjs. The emoji of
 * the test set are not in the training set.
 * Source: Noto Color Emoji, Google Inc. and Arjen Nienhuis; SIL Open Font License 1.1.
 */
export const emoji = {
  id: 'emoji',
  name: 'Emoji, 32 px',
  folder: 'emoji',
  shape: [32, 32, 3],
  classes: ['animal', 'food'],
  classCount: 2,
  perClass: {
    train: [3000, 3000],
    test: [600, 600],
  },
  trainCount: 6_000,
  testCount: 1_200,
} as const satisfies BuiltInDataset;
