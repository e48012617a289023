import { BatchOrder } from '../../data/batches.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';

/** The order of an experiment's batches. @throws DownhillError code `spec` where the data hold less than one batch */
export function batchOrder(
  { seed, data }: ExperimentSpec,
  { manifest }: Pick<Dataset, 'manifest'>,
): BatchOrder {
  const { validation, trainCount, batchSize } = data;
  const shardCounts = manifest.shards.train.map(({ count }) => count);
  return new BatchOrder({ seed, shardCounts, validation, trainCount, batchSize });
}
