import { sizeOf } from '../core/shape.ts';
import { datasetOf } from '../data/index.ts';
import { planOf } from '../experiment/lane-update.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { activationNumbers, evaluatedAtOnce } from '../nn/activation-numbers.ts';
import { layersOf } from '../nn/index.ts';
import type { Layer } from '../nn/layer.ts';
import { rewritesGradients } from '../optim/plan.ts';
import type { Round } from './plan.ts';
import { planRounds } from './plan.ts';
import { racePlanOf } from './race-plan.ts';

/** What an experiment takes of the memory of a GPU while it trains, in bytes. */
export interface MemoryNeed {
  /** All images of the dataset with their labels, a byte a number. */
  readonly images: number;
  /** Weights and optimizer state of every lane, gradients, and what updates are measured with; float32. */
  readonly weights: number;
  /** What the layers put out and its gradients, for a batch; lanes take turns with it. */
  readonly layers: number;
  readonly total: number;
  /** The most lanes that train at once. */
  readonly lanes: number;
  /** Images that the outputs of the layers are kept of: the batch, or as many as are evaluated at once. */
  readonly outputsOf: number;
}

/**
 * How much that is, from the shapes alone:
 *   images = samples (height · width · channels + 1)
 *   weights  = 4 parameters (Σ lanes (1 + numbers kept a parameter) + 1 + copies)
 *   layers   = 4 (values · max(batch, 200) + gradients · batch)
 * Left out are tables, running statistics and the working space of kernels, a few per cent in all; a run by tfjs takes
 * its own. Of a race it is the round that takes the most.
 * @throws DownhillError code `spec` where the network does not fit the images
 */
export function memoryOf(spec: ExperimentSpec): MemoryNeed {
  const { data, model } = spec;
  const meta = datasetOf(data);
  if (!meta) throw new RangeError(`dataset: no declaration with the id ${data.id}`);
  const [height, width, channels] = meta.shape;
  const layers = layersOf(model, meta.shape, meta.classCount);
  const rounds = roundsOf(spec);
  const each = activationNumbers(layers, meta.shape);
  const outputsOf = Math.max(data.batchSize, evaluatedAtOnce);
  const parts = {
    images: (meta.trainCount + meta.testCount) * (height * width * channels + 1),
    weights: 4 * arenaLength(layers) * Math.max(...rounds.map((round) => numbersPerParameter(spec, round))),
    layers: 4 * (each.values * outputsOf + each.gradients * data.batchSize),
  };
  const total = parts.images + parts.weights + parts.layers;
  return { ...parts, total, lanes: Math.max(...rounds.map(({ lanes }) => lanes.length)), outputsOf };
}

/** Floats that begin where WebGPU can bind a buffer: every 256 bytes. */
const alignment = 64;

/** Floats of all parameters, each where it can be bound. */
const arenaLength = (layers: readonly Layer[]): number =>
  layers
    .flatMap(({ parameters }) => parameters)
    .reduce((sum, { shape }) => sum + alignment * Math.ceil(sizeOf(shape) / alignment), 0);

type Lanes = Pick<Round, 'phase' | 'lanes'>;

function roundsOf(spec: ExperimentSpec): readonly Lanes[] {
  const totalSteps = totalStepsOf(spec);
  if (totalSteps === null) return [{ phase: 'race', lanes: spec.lanes.map((_, lane) => ({ lane })) }];
  return planRounds(racePlanOf(spec, totalSteps));
}

/** Numbers kept for each weight in a round: by its lanes, and for all of them the gradient and the copies for measuring. */
function numbersPerParameter(spec: ExperimentSpec, { phase, lanes }: Lanes): number {
  const plans = lanes.flatMap(({ lane }) => {
    const laneSpec = spec.lanes[lane];
    return laneSpec ? [planOf(laneSpec)] : [];
  });
  const valuesPerParameter = plans.reduce((sum, { memoryPerParameter }) => sum + 1 + memoryPerParameter, 0);
  const copies = phase === 'race' ? 1 + (plans.some(rewritesGradients) ? 1 : 0) : 0;
  return valuesPerParameter + 1 + copies;
}
