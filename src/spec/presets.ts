import { gradientPresets } from './gradient-presets.ts';
import type { ExperimentSpec } from './schema.ts';
import { parseSpec } from './schema.ts';

export interface Preset {
  readonly id: string;
  readonly name: string;
  /** What it teaches, in one sentence. */
  readonly lesson: string;
  /** The preset that shows the same where only a processor does the work. */
  readonly narrow?: string;
  readonly spec: ExperimentSpec;
}

interface PresetDeclaration extends Omit<Preset, 'spec'> {
  readonly spec: Record<string, unknown>;
}

const fashion = { id: 'fashion-mnist', batchSize: 64 };
const small = { id: 'cnn', filters: [8, 16] };
const race = { steps: 2000, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.88 } };

const cosine = { lrSchedule: { id: 'cosine' } };

/**
 * As in the article: batches of 128, ten epochs, a constant learning rate of 0.001, momentum 0.9. With 600 pictures held
 * back an epoch is 42 steps, and each is evaluated.
 */
const article = {
  data: { id: 'emoji', batchSize: 128, validation: 600 },
  training: { epochs: 10, evalEvery: 42 },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.001, momentum: 0.9 } }],
};

/** Lanes with one learning rate along a cosine. */
const lanesAt = (lr: number, ...ids: readonly string[]) =>
  ids.map((id) => ({ optimizer: { id, lr }, ...cosine }));

const declarations: readonly PresetDeclaration[] = [
  {
    id: 'what-momentum-buys',
    name: 'What momentum buys',
    lesson: 'NMGD, Nesterov and plain gradient descent from one start, on the same batches.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd'),
    },
  },
  {
    id: 'nesterov-against-classical',
    name: 'Nesterov against classical momentum',
    lesson: 'One velocity, asked for the gradient here or a step ahead; beside them no velocity at all.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: lanesAt(0.02, 'nesterov', 'momentum', 'sgd'),
    },
  },
  {
    id: 'nesterov-family',
    name: 'The Nesterov family',
    lesson: 'The same idea four ways: classical momentum, Nesterov’s, that of 1983 and NMGD’s schedule.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: lanesAt(0.02, 'nesterov', 'nesterov1983', 'nmgd', 'momentum'),
    },
  },
  {
    id: 'adam-against-nesterov',
    name: 'Adam against Nesterov, untuned',
    lesson: 'Two ways to choose a step, each at a usual learning rate that nobody searched for.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [...lanesAt(0.02, 'nesterov'), ...lanesAt(0.001, 'adam')],
    },
  },
  {
    id: 'adam-against-nesterov-tuned',
    name: 'Adam against Nesterov, tuned',
    lesson: 'The same two after a search: seven learning rates each, then five seeds at the best.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      repeats: 5,
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
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
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
    id: 'small-and-simple',
    name: 'Small data, a simple network',
    lesson:
      'Where the article expects little to gain from scheduled momentum: see for yourself over five seeds.',
    spec: {
      data: { id: 'mnist-10k', batchSize: 64, validation: 1000, trainCount: 1000 },
      model: { id: 'cnn', filters: [8] },
      training: { steps: 300, evalEvery: 10, target: { metric: 'validationAccuracy', value: 0.9 } },
      repeats: 5,
      lanes: lanesAt(0.02, 'nmgd', 'nesterov', 'sgd'),
    },
  },
  {
    id: 'first-descent',
    name: 'A first descent',
    lesson: 'A small network learns ten kinds of clothing with Nesterov momentum.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  {
    id: 'plain-gradient-descent',
    name: 'Plain gradient descent',
    lesson: 'The same network and learning rate without momentum: what the velocity was doing.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [{ optimizer: { id: 'sgd', lr: 0.02 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  {
    id: 'classical-momentum',
    name: 'Classical momentum',
    lesson: 'Momentum without the look-ahead, to lay beside Nesterov’s.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [{ optimizer: { id: 'momentum', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  {
    id: 'nmgd-momentum',
    name: 'NMGD’s momentum',
    lesson: 'Nesterov momentum that starts small, grows to its maximum and settles lower: watch it move.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [{ optimizer: { id: 'nmgd', lr: 0.02 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  {
    id: 'adam',
    name: 'Adam, a step for each weight',
    lesson:
      'Each weight’s step is scaled by its own recent gradients, so the learning rate means something else.',
    spec: {
      data: fashion,
      model: { id: 'cnn', filters: [16, 32] },
      training: race,
      lanes: [{ optimizer: { id: 'adam', lr: 0.002 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  {
    id: 'too-high-a-learning-rate',
    name: 'Too high a learning rate',
    lesson: 'See a run break as the learning rate is raised, read why, and try again lower.',
    spec: {
      data: fashion,
      model: small,
      training: { steps: 300, evalEvery: 50 },
      lanes: [
        {
          optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 },
          events: [{ step: 60, set: { 'optimizer.lr': 5 } }],
        },
      ],
    },
  },
  {
    id: 'article',
    name: 'The article’s network',
    lesson:
      'Ten convolutions tell animals from food for ten epochs: running loss of each, test accuracy at the end.',
    narrow: 'article-narrow',
    spec: { ...article, model: { id: 'ten-conv', init: 'he' } },
  },
  {
    id: 'article-narrow',
    name: 'The article’s network, narrow',
    lesson: 'The same at a sixteenth of the width, on fewer pictures, for a processor without a GPU.',
    spec: {
      data: { id: 'emoji', batchSize: 16, validation: 200, trainCount: 960 },
      model: { id: 'ten-conv', width: 0.0625, init: 'he' },
      training: { epochs: 5, evalEvery: 60 },
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.005, momentum: 0.9 } }],
    },
  },
  {
    id: 'resnet',
    name: 'What a shortcut carries',
    lesson:
      'Residual blocks with batch norm; switch Residual off in the model to see the plain net beside it.',
    spec: {
      data: { id: 'fashion-mnist', batchSize: 32 },
      model: { id: 'resnet', depth: 8, width: 8, init: 'he' },
      training: { steps: 600, evalEvery: 50 },
      lanes: lanesAt(0.05, 'nesterov'),
    },
  },
  {
    id: 'vit',
    name: 'Patches that look at each other',
    lesson: 'A small vision transformer on sixteen patches of 7 × 7, with Adam and a warm-up.',
    spec: {
      data: fashion,
      model: { id: 'vit', depth: 2, heads: 4 },
      training: { steps: 1000, evalEvery: 50 },
      lanes: [{ optimizer: { id: 'adam', lr: 0.002 }, lrSchedule: { id: 'cosine', warmup: 50 } }],
    },
  },
  {
    id: 'digits',
    name: 'Handwritten digits',
    lesson: 'Ten thousand digits, a small download, a quick run.',
    spec: {
      data: { id: 'mnist-10k', batchSize: 32, validation: 1000 },
      model: small,
      training: { steps: 600, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.97 } },
      lanes: [
        { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine', warmup: 50 } },
      ],
    },
  },
  {
    id: 'narrow',
    name: 'A narrow network',
    lesson: 'Four and eight filters on small batches: light enough for a processor without a GPU.',
    spec: {
      data: { id: 'fashion-mnist', batchSize: 16, validation: 500 },
      model: { id: 'cnn', filters: [4, 8] },
      training: { steps: 300, evalEvery: 50 },
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.01, momentum: 0.9 }, lrSchedule: { id: 'cosine' } }],
    },
  },
  ...gradientPresets,
];

/** Experiments to start from, each named by its lesson; the first is the one a new visitor sees. */
export const presets: readonly Preset[] = declarations.map((declaration) => ({
  ...declaration,
  spec: parseSpec({ version: 1, name: declaration.name, ...declaration.spec }),
}));

export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}

/** What a new visitor sees. */
export const defaultPresetId = 'what-momentum-buys';
/** What is loaded where only a processor does the work. */
export const softwarePresetId = 'narrow';

export const defaultSpec: ExperimentSpec = presetById(defaultPresetId)?.spec ?? parseSpec(undefined);
