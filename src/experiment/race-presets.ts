import type { PresetDeclaration } from './preset-declaration.ts';
import { cosine, fashion, lanesAt, training, wide } from './preset-declaration.ts';

/** Several optimizers from one start, on the same batches; the first is what a new visitor sees. */
export const racePresets: readonly PresetDeclaration[] = [
  {
    id: 'what-momentum-buys',
    name: 'What momentum buys',
    lesson: 'NMGD, Nesterov and plain gradient descent from one start, on the same batches.',
    narrow: 'what-momentum-buys-narrow',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd'),
    },
  },
  {
    id: 'nesterov-against-classical',
    name: 'Nesterov against classical momentum',
    lesson: 'One velocity, asked for the gradient here or a step ahead; beside them no velocity at all.',
    narrow: 'nesterov-against-classical-narrow',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nesterov', 'momentum', 'sgd'),
    },
  },
  {
    id: 'nesterov-family',
    name: 'The Nesterov family',
    lesson: 'The same idea four ways: classical momentum, Nesterov’s, that of 1983 and NMGD’s schedule.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nesterov', 'nesterov1983', 'nmgd', 'momentum'),
    },
  },
  {
    id: 'adam-against-nesterov',
    name: 'Adam against Nesterov, untuned',
    lesson: 'Two ways to choose a step, each at a usual learning rate that nobody searched for.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: [...lanesAt(0.02, 'nesterov'), ...lanesAt(0.001, 'adam')],
    },
  },
  {
    id: 'adam-against-nesterov-tuned',
    name: 'Adam against Nesterov, tuned',
    lesson: 'The same two after a search: seven learning rates each, then seven seeds at the best.',
    spec: {
      data: fashion,
      model: wide,
      training,
      seeds: 7,
      race: { mode: 'fair', tuningSeed: 0 },
      lanes: [...lanesAt(0.02, 'nesterov'), ...lanesAt(0.001, 'adam')],
    },
  },
  {
    id: 'nmgd-schedule',
    name: 'What NMGD’s schedule changes',
    lesson: 'NMGD twice, once with its momentum schedule and once with momentum held constant.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: [
        { name: 'Scheduled', optimizer: { id: 'nmgd', lr: 0.02 }, ...cosine },
        {
          name: 'Constant',
          optimizer: { id: 'nmgd', lr: 0.02 },
          ...cosine,
          momentumSchedule: { id: 'constant' },
        },
      ],
    },
  },
  {
    id: 'too-high-a-learning-rate',
    name: 'Too high a learning rate',
    lesson: 'Two lanes alike, until one’s learning rate is raised: see it break, and the other go on.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [8, 16] },
      training: { steps: 300, evalEvery: 50 },
      lanes: [
        { optimizer: { id: 'nesterov', lr: 0.02 } },
        {
          name: 'Raised',
          optimizer: { id: 'nesterov', lr: 0.02 },
          events: [{ step: 60, set: { 'optimizer.lr': 5 } }],
        },
      ],
    },
  },
  {
    id: 'small-and-simple',
    name: 'Small data, a simple network',
    lesson:
      'Where the article expects little to gain from scheduled momentum: see for yourself over seven seeds.',
    spec: {
      data: { id: 'mnist-10k', batchSize: 64, validation: 1000, trainCount: 1000 },
      model: { id: 'cnn', filters: [8] },
      training: { steps: 300, evalEvery: 10, target: { metric: 'validationAccuracy', value: 0.9 } },
      seeds: 7,
      lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd'),
    },
  },
];
