import { expect, it } from 'vitest';
import { WasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { digestOf } from '../../src/optim/snapshot.ts';
import {
  families,
  quickNet,
  snapshots,
  stateLanes,
  train,
  trainingOptions,
} from '../support/continuation.ts';

const steps = 12;

/** A digest of every loss, of the state at the end and of its evaluation. */
async function digestOfRun(layers: readonly Layer[], lane: LaneSpec, batchSize?: number): Promise<string> {
  const executor = await WasmExecutor.build(trainingOptions(layers, [lane], batchSize));
  const losses = await train(executor, [lane], 0, steps, batchSize);
  const [state] = await snapshots(executor, [lane]);
  const tensors = Object.entries(state?.tensors ?? {}).map(([name, { values }]) => [name, [...values]]);
  return digestOf({ losses, tensors, scores: await executor.evaluate(0, 'test') });
}

/** Every machine, engine and version gives these: whoever changes them changes what every result has said. */
it('in WebAssembly every optimizer and every family of networks has the bits that are on file', async () => {
  const digests: Record<string, string> = {};
  for (const [name, lane] of Object.entries(stateLanes))
    digests[`optimizer ${name}`] = await digestOfRun(quickNet(), lane);
  for (const [family, layers] of families)
    digests[`network ${family}`] = await digestOfRun(layers, stateLanes.nesterov as LaneSpec);
  // in parts of several images
  for (const [family, layers] of families)
    digests[`network ${family}, batch 50`] = await digestOfRun(layers, stateLanes.nesterov as LaneSpec, 50);
  await expect(`${JSON.stringify(digests, null, 2)}\n`).toMatchFileSnapshot('data/wasm-bits.json');
});
