import { BatchOrder } from '../data/batches.ts';
import { datasetOf } from '../data/catalog/index.ts';
import { layersOf } from '../nn/index.ts';
import { checkBatch } from '../nn/layer.ts';
import type { ExperimentSpec } from './schema.ts';

/**
 * Whether the parts of a valid experiment go together: the network with the images and the batch, a batch with their number. The
 * worker would find out too, but only after the current run is gone.
 * @throws DownhillError code `spec`, naming the layer or the path
 */
export function assertFits({ seed, data, model }: ExperimentSpec): void {
  const meta = datasetOf(data);
  if (meta === undefined) return;
  checkBatch(layersOf(model, meta.shape, meta.classCount), data.batchSize);
  new BatchOrder({ ...data, seed, shardCounts: [meta.trainCount] });
}
