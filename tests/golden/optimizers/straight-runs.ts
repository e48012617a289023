import type { StepHyperparams } from '../../../src/optim/host-scalars.ts';
import type { OptimizerId } from '../../../src/optim/index.ts';
import type { LaneUpdate } from '../../../src/optim/plan.ts';
import type { OptionValues } from '../../../src/optim/transform.ts';
import { rules } from './straight-rules.ts';
import { attended, clipByNorm, clipByValue, muonDirection } from './straight-tensors.ts';
import type { Trajectory, TrajectoryStep } from './trajectory.ts';
import { fullHyperparams, updateOf } from './trajectory.ts';

/** Two matrices (a wide and a tall one), a bias and a last layer, so that every group is there. */
const shapes = {
  'wide/kernel': [1, 2, 1, 3],
  'tall/kernel': [4, 2],
  'tall/bias': [2],
  'logits/kernel': [2, 2],
};
const names = Object.keys(shapes);

const wave = (parameter: number, i: number, t: number): number =>
  Math.sin(1.7 * i + 2.3 * parameter + 0.9 * t) + 0.3 * Math.cos(0.4 * i * t);

const values = (t: number): number[][] =>
  Object.values(shapes).map((shape, parameter) =>
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => wave(parameter, i, t)),
  );

/** Everything that can be told from its default is; momentum changes with each step, lr and decay half-way. */
function hyperparamsAt(update: LaneUpdate, t: number): StepHyperparams {
  const momentum = 0.6 + 0.01 * t;
  return fullHyperparams(update, {
    lr: t < 12 ? 0.05 : 0.02,
    momentum,
    momentumNext: momentum + 0.01,
    beta1: momentum,
    beta1Next: momentum + 0.01,
    beta2: t < 12 ? 0.9 : 0.95,
    dampening: 0.3,
    decay: 0.9,
    eps: 0.01,
    momentumDecay: 0.1,
    lrShare: 0.3,
    tau: 0.7,
    weightDecay: t < 12 ? 0.1 : 0.3,
    clipNorm: 3,
    clipValue: 0.5,
    guardFactor: 1e9,
  });
}

type Memory = Record<string, number>;

/** Weights, and what is kept for them, of one parameter. */
interface LaneHistory {
  readonly name: string;
  readonly cols: number;
  weights: number[];
  gradients: (readonly number[])[];
  velocity: number[];
  readonly memory: readonly Memory[];
}

const initial = (): LaneHistory[] =>
  values(0).map((weights, i) => ({
    name: names[i] ?? '',
    cols: Object.values(shapes)[i]?.at(-1) ?? 1,
    weights,
    gradients: [],
    velocity: weights.map(() => 0),
    memory: weights.map(() => ({})),
  }));

function stepMatrix(
  history: LaneHistory,
  gradient: readonly number[],
  h: StepHyperparams,
  options: OptionValues,
): void {
  const { lr = 0, momentum = 0, momentumNext = 0, weightDecay = 0 } = h;
  const g = gradient.map((x, i) => (options.decoupled ? x : x + weightDecay * (history.weights[i] ?? 0)));
  history.velocity = history.velocity.map((v, i) => momentum * v + (g[i] ?? 0));
  const ahead = history.velocity.map((v, i) => (options.nesterov ? (g[i] ?? 0) + momentumNext * v : v));
  const direction = muonDirection(ahead, history.cols);
  const shrink = options.decoupled ? 1 - lr * weightDecay : 1;
  history.weights = history.weights.map((p, i) => p * shrink - lr * (direction[i] ?? 0));
}

function stepElements(
  id: string,
  history: LaneHistory,
  gradient: readonly number[],
  h: StepHyperparams,
  t: number,
): void {
  const rule = rules[id];
  const { lr = 0, weightDecay = 0, decoupled } = h;
  history.weights = history.weights.map((weight, i) => {
    const p = decoupled ? weight * (1 - lr * weightDecay) : weight;
    const g = decoupled ? (gradient[i] ?? 0) : (gradient[i] ?? 0) + weightDecay * weight;
    return rule?.(p, g, h, t, history.memory[i] ?? {}) ?? Number.NaN;
  });
}

function stepParameter(
  update: LaneUpdate,
  history: LaneHistory,
  gradient: readonly number[],
  h: StepHyperparams,
  t: number,
): void {
  const { optimizer, options } = update;
  const { keep = 0, headSize = 1, attention = false } = options;
  history.gradients = [...history.gradients, gradient].slice(-Number(keep) - 1);
  const g = attention ? attended(history.gradients, Number(headSize), h.tau ?? 1) : gradient;
  const isMatrix = history.name.startsWith('wide') || history.name === 'tall/kernel';
  if (optimizer.id === 'muon' && isMatrix) {
    stepMatrix(history, g, h, options);
    return;
  }
  const flags = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, Number(value)]));
  const lr = (h.lr ?? 0) * (optimizer.id === 'muon' ? (h.lrShare ?? 0) : 1);
  stepElements(optimizer.id, history, g, { ...h, ...flags, lr }, t);
}

function runStep(update: LaneUpdate, all: readonly LaneHistory[], t: number): TrajectoryStep {
  const gradients = values(t).map((list) => list.map((g) => g * (t % 5 === 0 ? 0.2 : 1)));
  const hyperparams = hyperparamsAt(update, t);
  let used = gradients;
  if (update.clipsNorm) used = clipByNorm(used, hyperparams.clipNorm ?? 0);
  if (update.clipsValue) used = clipByValue(used, hyperparams.clipValue ?? 0);
  for (const [i, history] of all.entries()) stepParameter(update, history, used[i] ?? [], hyperparams, t);
  return { gradients, hyperparams, after: all.map(({ weights }) => weights) };
}

type Lane = Partial<Pick<LaneUpdate, 'clipsNorm' | 'clipsValue'>>;

function straightRun(id: OptimizerId, options: OptionValues = {}, lane: Lane = {}): Trajectory {
  const update = { ...updateOf(id, options), ...lane };
  const all = initial();
  const parameters = all.map(({ name, weights }, i) => ({
    name,
    shape: Object.values(shapes)[i] ?? [],
    values: weights,
    ...(name === 'logits/kernel' && { role: 'head' as const }),
  }));
  const reported = Object.entries({ ...options, ...lane }).map(([key, value]) => `${key} ${value}`);
  return {
    name: [id, ...reported].join(', '),
    from: 'straight line',
    update,
    parameters,
    steps: Array.from({ length: 24 }, (_, i) => runStep(update, all, i + 1)),
    float32Difference: null,
  };
}

const variants: readonly (readonly [OptimizerId, OptionValues])[] = [
  ['sgd', {}],
  ['momentum', {}],
  ['nesterov', {}],
  ['nesterov1983', {}],
  ['nmgd', {}],
  ['nmgd', { attention: true, keep: 3, headSize: 4 }],
  ['adam', {}],
  ['adam', { amsgrad: true }],
  ['adamw', {}],
  ['nadam', {}],
  ['radam', {}],
  ['rmsprop', {}],
  ['rmsprop', { centered: true }],
  ['adagrad', {}],
  ['muon', {}],
  ['muon', { nesterov: false }],
];

/** Every optimizer with either weight decay and scheduled momentum, and some with clipping. */
export const straightTrajectories: readonly Trajectory[] = [
  ...variants.flatMap(([id, options]) =>
    [false, true].map((decoupled) => straightRun(id, { ...options, decoupled })),
  ),
  straightRun('sgd', {}, { clipsNorm: true }),
  straightRun('momentum', {}, { clipsValue: true }),
  straightRun('nesterov', {}, { clipsNorm: true, clipsValue: true }),
  straightRun('nmgd', { attention: true }, { clipsNorm: true, clipsValue: true }),
  straightRun('muon', {}, { clipsNorm: true, clipsValue: true }),
];
