import type { DatasetMeta } from './meta.ts';

/**
 * Fashion-MNIST, whole and in its own order.
 * Source: Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747; MIT licence, Zalando SE.
 */
export const fashionMnist = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  description: 'Grey pictures of clothes in ten kinds, harder to tell apart than digits.',
  licence: 'MIT, © 2017 Zalando SE',
  folder: 'fashion-mnist',
  shape: [28, 28, 1],
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  classCount: 10,
  perClass: {
    train: [6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000],
    test: [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
  },
  trainCount: 60_000,
  testCount: 10_000,
} as const satisfies DatasetMeta;
