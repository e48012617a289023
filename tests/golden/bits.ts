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
  const scores = await executor.evaluate(0, 'test');
  executor.dispose();
  return digestOf({ losses, tensors, scores });
}

/** The bits that this machine gives, in WebAssembly, of every optimizer and every family of networks. */
export async function* bitDigests(): AsyncGenerator<readonly [name: string, digest: string]> {
  for (const [name, lane] of Object.entries(stateLanes))
    yield [`optimizer ${name}`, await digestOfRun(quickNet(), lane)];
  for (const [family, layers] of families)
    yield [`network ${family}`, await digestOfRun(layers, stateLanes.nesterov as LaneSpec)];
  // in parts of several images
  for (const [family, layers] of families)
    yield [`network ${family}, batch 50`, await digestOfRun(layers, stateLanes.nesterov as LaneSpec, 50)];
}
