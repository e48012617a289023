import type { Shape } from '../../core/shape.ts';
import { shapeText, sizeOf } from '../../core/shape.ts';
import type { Layer, ParameterDeclaration } from '../layer.ts';
import { handed } from '../layer.ts';
import { divisorsOf, shapeError } from '../shape-error.ts';

const scaleAndShift = (name: string, channels: number): ParameterDeclaration[] => [
  { name: `${name}/gamma`, shape: [channels], role: 'vector', init: { kind: 'ones' } },
  { name: `${name}/beta`, shape: [channels], role: 'vector', init: { kind: 'zeros' } },
];

/**
 * Batch normalisation over all but the channels; evaluation uses running statistics, which are state of each lane. One
 * number a channel cannot be trained on: it is its own mean, and leaves β alone.
 * Source: Ioffe & Szegedy 2015; momentum 0.1 and epsilon 1e-5 as in PyTorch.
 */
export function batchNorm(name: string, input: Shape): Layer {
  const channels = input.at(-1) ?? 0;
  return {
    name,
    kind: { id: 'batchNorm' },
    outputShape: input,
    parameters: scaleAndShift(name, channels),
    state: [
      { name: `${name}/mean`, shape: [channels], initial: 0 },
      { name: `${name}/variance`, shape: [channels], initial: 1 },
    ],
    checkBatch(images) {
      if (images * sizeOf(input) > channels) return;
      const params = { layer: name, images, input: shapeText(input) };
      throw shapeError('data.batchSize', { id: 'batchNormTooFew', params });
    },
    flops: 0,
    forward: (ops, inputs, parameters, state) =>
      ops.batchNorm(
        handed(name, inputs, 0),
        handed(name, parameters, 0),
        handed(name, parameters, 1),
        handed(name, state, 0),
        handed(name, state, 1),
      ),
  };
}

/**
 * Group normalisation: each group of channels of each image on its own. Source: Wu & He 2018.
 * @throws DownhillError where the groups do not divide the channels, naming those that do, and where a group is one number
 */
export function groupNorm(name: string, input: Shape, groups: number): Layer {
  const channels = input.at(-1) ?? 0;
  if (channels % groups !== 0) {
    const params = { layer: name, channels, got: groups, choices: divisorsOf(channels) };
    throw shapeError('model.groups', { id: 'groupsDivideChannels', params });
  }
  if (sizeOf(input) === groups) {
    const params = { layer: name, got: groups, input: shapeText(input) };
    throw shapeError('model.groups', { id: 'groupTooFew', params });
  }
  return {
    name,
    kind: { id: 'groupNorm', groups },
    outputShape: input,
    parameters: scaleAndShift(name, channels),
    flops: 0,
    forward: (ops, inputs, parameters) =>
      ops.groupNorm(
        handed(name, inputs, 0),
        handed(name, parameters, 0),
        handed(name, parameters, 1),
        groups,
      ),
  };
}

/** Layer normalisation over the features of each token. Source: Ba et al. 2016. */
export const layerNorm = (name: string, input: Shape): Layer => ({
  name,
  kind: { id: 'layerNorm' },
  outputShape: input,
  parameters: scaleAndShift(name, input.at(-1) ?? 0),
  flops: 0,
  forward: (ops, inputs, parameters) =>
    ops.layerNorm(handed(name, inputs, 0), handed(name, parameters, 0), handed(name, parameters, 1)),
});
