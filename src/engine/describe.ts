import { findDataset } from '../data/index.ts';
import { cnn } from '../nn/cnn.ts';
import { initialWeights, summarize } from '../nn/model.ts';
import type { AdapterReport, RunResult } from '../protocol/messages.ts';
import { raceSeeds } from '../race/plan.ts';
import { racePlanOf } from '../race/race-plan.ts';
import { horizonOf } from '../spec/length.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import { BatchHash, hashWeights } from './hashes.ts';
import { emptyRun } from './race-result.ts';

/** The result of no steps: what the model is, what it would start from and which seeds are to be raced. Needs no data and no device memory. */
export function describe(spec: ExperimentSpec, adapter: AdapterReport): RunResult {
  const meta = findDataset(spec.data.id);
  if (!meta) throw new RangeError(`dataset: no declaration with the id ${spec.data.id}`);
  const layers = cnn.layers(spec.model, meta.shape, meta.classCount);
  const seeds = raceSeeds(racePlanOf(spec, horizonOf(spec) ?? 1));
  const { seed: _, ...nothing } = emptyRun(spec.seed);
  return {
    spec,
    adapter,
    model: summarize(cnn.title(spec.model), layers),
    lanes: spec.lanes.map(({ name }) => ({
      name,
      divergence: null,
      targetStep: null,
      skipped: 0,
      ...nothing,
      runs: seeds.map(emptyRun),
    })),
    hashes: { init: hashWeights(initialWeights(layers, spec.seed)), batches: new BatchHash().hex },
    timing: { steps: 0, trainMs: 0, msPerStep: 0 },
    heats: [],
  };
}
