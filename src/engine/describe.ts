import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { findDataset } from '../data/index.ts';
import { layersOf, titleOf } from '../nn/index.ts';
import { initialWeights, summarize } from '../nn/model.ts';
import type { AdapterReport, RunResult } from '../protocol/messages.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import { hashWeights } from './run.ts';

/** The result of no steps: what the model is and what it would start from. Needs no data and no device memory. */
export function describe(spec: ExperimentSpec, adapter: AdapterReport): RunResult {
  const meta = findDataset(spec.data.id);
  if (!meta) throw new RangeError(`dataset: no declaration with the id ${spec.data.id}`);
  const layers = layersOf(spec.model, meta.shape, meta.classCount);
  const nothing = { state: 'ready', loss: [], evals: [], epochs: [] } as const;
  return {
    spec,
    adapter,
    model: summarize(titleOf(spec.model), layers),
    lanes: spec.lanes.map(({ name }) => ({
      name,
      divergence: null,
      targetStep: null,
      skipped: 0,
      ...nothing,
      runs: [{ seed: spec.seed, ...nothing }],
    })),
    hashes: {
      init: hashWeights(initialWeights(layers, spec.seed)),
      batches: bytesToHex(sha256(new Uint8Array())),
    },
    timing: { steps: 0, trainMs: 0, msPerStep: 0 },
  };
}
