import { engineFacts } from '../../core/engine.ts';
import { datasetName, datasetOf } from '../../data/catalog/index.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import { startValues } from '../../nn/files/start-values.ts';
import { layersOf } from '../../nn/index.ts';
import { checkBatch } from '../../nn/layer.ts';
import { summarize } from '../../nn/model.ts';
import type { RunResult } from '../../protocol/run-reports.ts';
import type { AdapterReport } from '../../protocol/training-facts.ts';
import { raceSeeds } from '../../race/plan.ts';
import { racePlanOf } from '../../race/race-plan.ts';
import { BatchHash, hashWeights } from '../training/hashes.ts';
import { emptyRun } from '../training/run-result.ts';

/** The result of no steps: what the model is, what it would start from and which seeds are to be raced. Needs no data and no device memory. */
export function describe(
  spec: ExperimentSpec,
  adapter: AdapterReport,
  pretrained: PretrainedWeights | null = null,
): RunResult {
  const meta = datasetOf(spec.data);
  if (!meta) throw new RangeError(`dataset: no declaration of ${datasetName(spec.data)}`);
  const layers = layersOf(spec.model, meta.shape, meta.classCount);
  checkBatch(layers, spec.data.batchSize);
  const seeds = raceSeeds(racePlanOf(spec, totalStepsOf(spec) ?? 1));
  const { seed: _, ...nothing } = emptyRun(spec.seed);
  return {
    spec,
    adapter,
    ...engineFacts(adapter),
    model: summarize(layers),
    lanes: spec.lanes.map(({ name }) => ({
      name,
      divergence: null,
      targetStep: null,
      skipped: 0,
      ...nothing,
      runs: seeds.map(emptyRun),
    })),
    hashes: {
      init: hashWeights(startValues(layers, spec.seed, pretrained).weights),
      batches: new BatchHash().hex,
    },
    timing: { steps: 0, trainMs: 0, msPerStep: 0 },
    rounds: [],
  };
}
