import { sizeOf } from '../../core/shape.ts';
import type { BatchNormShape } from '../kernels/norm/batch-norm.ts';
import {
  batchNorm,
  batchNormGradient,
  batchNormInference,
  batchNormInferenceGradient,
  batchNormTunings,
} from '../kernels/norm/batch-norm.ts';
import { groupNorm, groupNormGradient, groupNormTunings } from '../kernels/norm/group-norm.ts';
import { layerNorm, layerNormGradient, layerNormTunings } from '../kernels/norm/layer-norm.ts';
import type { Pass } from './pass.ts';
import type { OpOf } from './tape.ts';

type BatchNorm = OpOf<'batch-norm'>;
type GroupNorm = OpOf<'group-norm'>;
type LayerNorm = OpOf<'layer-norm'>;

function batchShape({ inputs: [x] }: BatchNorm | OpOf<'batch-norm-inference'>): BatchNormShape {
  const channels = x.shape.at(-1) ?? 0;
  return { rows: sizeOf(x.shape) / channels, channels };
}

function groupShape({ inputs: [x], groups }: GroupNorm) {
  const [batch = 0, ...rest] = x.shape;
  const channels = rest.at(-1) ?? 0;
  return { batch, pixels: sizeOf(rest) / channels, channels, groups };
}

function layerShape({ inputs: [x] }: LayerNorm) {
  const features = x.shape.at(-1) ?? 0;
  return { rows: sizeOf(x.shape) / features, features };
}

const forwardBindings = (pass: Pass, { inputs, parameters, y }: BatchNorm | GroupNorm | LayerNorm) => ({
  x: pass.value(inputs[0]),
  gamma: pass.parameter(parameters[0]),
  beta: pass.parameter(parameters[1]),
  y: pass.value(y),
});

const backwardBindings = (pass: Pass, { inputs: [x], parameters, y }: BatchNorm | GroupNorm | LayerNorm) => ({
  x: pass.value(x),
  dY: pass.gradient(y),
  gamma: pass.parameter(parameters[0]),
  dGamma: pass.parameterGradient(parameters[0]),
  dBeta: pass.parameterGradient(parameters[1]),
  dX: pass.contributionOrNothing(x),
});

/** Mean and 1 / deviation of each group of numbers that share them. */
const statistics = (pass: Pass, { y }: BatchNorm | GroupNorm | LayerNorm, groups: number) =>
  pass.saved('statistics', y, 2 * groups);

export function batchNormForward(pass: Pass, op: BatchNorm): void {
  const shape = batchShape(op);
  const [mean, variance] = op.running;
  pass.program.addTuned(
    batchNormTunings(shape, pass.context.adapterClass),
    (tuning) => batchNorm(shape, tuning),
    {
      ...forwardBindings(pass, op),
      statistics: statistics(pass, op, shape.channels),
      runningMean: pass.state(mean),
      runningVariance: pass.state(variance),
    },
  );
}

export function batchNormInferenceForward(pass: Pass, op: OpOf<'batch-norm-inference'>): void {
  const shape = batchShape(op);
  const [mean, variance] = op.running;
  pass.program.addTuned(
    batchNormTunings(shape, pass.context.adapterClass),
    (tuning) => batchNormInference(shape, tuning),
    {
      ...forwardBindings(pass, { ...op, op: 'batch-norm' }),
      runningMean: pass.state(mean),
      runningVariance: pass.state(variance),
    },
  );
}

/** @throws RangeError where a backward pass leads to the parameters: evaluation does not learn */
export function batchNormInferenceBackward(pass: Pass, op: OpOf<'batch-norm-inference'>): void {
  if (pass.learnsParameters) throw new RangeError('batch norm: evaluation has no gradient of its parameters');
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const shape = batchShape(op);
  pass.program.addTuned(
    batchNormTunings(shape, pass.context.adapterClass),
    (tuning) => batchNormInferenceGradient(shape, tuning),
    {
      dY: pass.gradient(op.y),
      gamma: pass.parameter(op.parameters[0]),
      runningVariance: pass.state(op.running[1]),
      dX: pass.contribution(x),
    },
  );
}

export function batchNormBackward(pass: Pass, op: BatchNorm): void {
  const shape = batchShape(op);
  pass.program.addTuned(
    batchNormTunings(shape, pass.context.adapterClass),
    (tuning) => batchNormGradient(shape, tuning),
    { ...backwardBindings(pass, op), statistics: statistics(pass, op, shape.channels) },
  );
}

export function groupNormForward(pass: Pass, op: GroupNorm): void {
  const shape = groupShape(op);
  pass.program.addTuned(
    groupNormTunings(shape, pass.context.adapterClass),
    (tuning) => groupNorm(shape, tuning),
    { ...forwardBindings(pass, op), statistics: statistics(pass, op, shape.batch * shape.groups) },
  );
}

export function groupNormBackward(pass: Pass, op: GroupNorm): void {
  const shape = groupShape(op);
  pass.program.addTuned(
    groupNormTunings(shape, pass.context.adapterClass),
    (tuning) => groupNormGradient(shape, tuning),
    { ...backwardBindings(pass, op), statistics: statistics(pass, op, shape.batch * shape.groups) },
  );
}

export function layerNormForward(pass: Pass, op: LayerNorm): void {
  const shape = layerShape(op);
  pass.program.addTuned(layerNormTunings(pass.context.adapterClass), (tuning) => layerNorm(shape, tuning), {
    ...forwardBindings(pass, op),
    statistics: statistics(pass, op, shape.rows),
  });
}

export function layerNormBackward(pass: Pass, op: LayerNorm): void {
  const shape = layerShape(op);
  pass.program.addTuned(
    layerNormTunings(pass.context.adapterClass),
    (tuning) => layerNormGradient(shape, tuning),
    { ...backwardBindings(pass, op), statistics: statistics(pass, op, shape.rows) },
  );
}
