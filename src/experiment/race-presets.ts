import type { PresetDeclaration } from './preset-declaration.ts';
import { cosine, fashion, lanesAt, training, wide } from './preset-declaration.ts';

/** Several optimizers from one start, on the same batches; the first is what a new visitor sees. */
export const racePresets = [
  {
    id: 'what-momentum-buys',
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
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nesterov', 'nesterov1983', 'nmgd', 'momentum'),
    },
  },
  {
    id: 'adam-against-nesterov',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: [...lanesAt(0.02, 'nesterov'), ...lanesAt(0.001, 'adam')],
    },
  },
  {
    id: 'adam-against-nesterov-tuned',
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
    spec: {
      data: { id: 'mnist-10k', batchSize: 64, validation: 1000, trainCount: 1000 },
      model: { id: 'cnn', filters: [8] },
      training: { steps: 300, evalEvery: 10, target: { metric: 'validationAccuracy', value: 0.9 } },
      seeds: 7,
      lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd'),
    },
  },
] as const satisfies readonly PresetDeclaration[];
