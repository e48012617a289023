import type { AdapterClass } from '../../compiler/kernels/kernel.ts';
import type { ExperimentLowering } from '../../compiler/lowering/experiment.ts';
import { loweringOf } from '../../compiler/lowering/experiment.ts';
import { planOf } from '../../experiment/lane-update.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { checkBatch } from '../../nn/layer.ts';
import type { Samples } from './executor.ts';

/** How the lanes of a spec update their weights. */
export const lanesOf = (spec: ExperimentSpec) =>
  spec.lanes.map((lane) => ({ name: lane.optimizer.id, plan: planOf(lane) }));

/**
 * What an executor of our own kernels is made from, whatever they run on, but for the weights to start from.
 * @throws DownhillError code `spec` where the network does not fit the images or the batch
 */
export function loweredOptions<Images extends Pick<Samples, 'manifest' | 'validation'>>(
  spec: ExperimentSpec,
  dataset: Images,
  adapterClass: AdapterClass,
  layerStatistics: boolean,
): Omit<ExperimentLowering, 'dataset'> & {
  readonly dataset: Images;
  readonly normalize: ExperimentSpec['data']['normalize'];
  readonly seed: number;
} {
  const lowering = loweringOf(spec, lanesOf(spec), { dataset, adapterClass, layerStatistics });
  checkBatch(lowering.layers, spec.data.batchSize);
  return { ...lowering, dataset, normalize: spec.data.normalize, seed: spec.seed };
}
