import type { BuiltInDataset } from './info.ts';

/**
 * Fashion-MNIST, whole and in its own order.
 * Source: Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747; MIT licence, Zalando SE.
 */
export const fashionMnist = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  folder: 'fashion-mnist',
  shape: [28, 28, 1],
  classes: [
    'tShirt',
    'trouser',
    'pullover',
    'dress',
    'coat',
    'sandal',
    'shirt',
    'sneaker',
    'bag',
    'ankleBoot',
  ],
  classCount: 10,
  perClass: {
    train: [6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000],
    test: [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
  },
  trainCount: 60_000,
  testCount: 10_000,
} as const satisfies BuiltInDataset;
