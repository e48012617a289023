import type { PresetDeclaration } from './preset-declaration.ts';
import { lanesAt } from './preset-declaration.ts';

/** A quarter of the width and half the batch: three lanes take a minute where a CPU does the work. */
const narrowRace = {
  data: { id: 'fashion-mnist', batchSize: 32, validation: 500 },
  model: { id: 'cnn', filters: [4, 8] },
  training: { steps: 400, evalEvery: 25, target: { metric: 'validationAccuracy', value: 0.8 } },
};

/** Light enough for a CPU without a GPU. */
export const narrowPresets = [
  {
    id: 'what-momentum-buys-narrow',
    spec: { ...narrowRace, lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd') },
  },
  {
    id: 'nesterov-against-classical-narrow',
    spec: { ...narrowRace, lanes: lanesAt(0.02, 'nesterov', 'momentum', 'sgd') },
  },
  {
    id: 'article-narrow',
    spec: {
      data: { id: 'emoji', batchSize: 16, validation: 200, trainCount: 960 },
      model: { id: 'ten-conv', width: 0.0625, init: 'he' },
      training: { epochs: 5, evalEvery: 60 },
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.005, momentum: 0.9 } }],
    },
  },
  {
    id: 'narrow',
    spec: {
      data: { id: 'fashion-mnist', batchSize: 16, validation: 500 },
      model: { id: 'cnn', filters: [4, 8] },
      training: { steps: 300, evalEvery: 50 },
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.01, momentum: 0.9 }, lrSchedule: { id: 'cosine' } }],
    },
  },
] as const satisfies readonly PresetDeclaration[];
