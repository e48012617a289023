import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type * as Eager from '../../src/engine/executors/tfjs/eager.ts';
import type * as Compiled from '../../src/engine/executors/webgpu/compiled.ts';
import { train, trainingOptions } from '../support/continuation.ts';
import { sharedDevice } from '../support/device.ts';
import { gatedNet } from '../support/gated-net.ts';
import { laneOf } from '../support/lane.ts';
import type { FollowedWalk } from '../support/walk.ts';
import { followWalk } from '../support/walk.ts';

let walk: FollowedWalk;
beforeAll(() => {
  walk = followWalk('add-a-kernel.md');
});
afterAll(() => walk.remove());

it('trains a net with the kernel of docs/add-a-kernel.md as tfjs does', async () => {
  const { multiply } = await walk.load<{ multiply: Parameters<typeof gatedNet>[0] }>(
    'src/nn/layers/multiply.ts',
  );
  const lanes = [laneOf({ optimizer: { id: 'nesterov', lr: 0.01, momentum: 0.9 } })];
  const options = trainingOptions(gatedNet(multiply, [8, 8, 1], 3), lanes);
  const { CompiledExecutor } = await walk.load<typeof Compiled>('src/engine/executors/webgpu/compiled.ts');
  const { EagerExecutor } = await walk.load<typeof Eager>('src/engine/executors/tfjs/eager.ts');
  const compiled = await CompiledExecutor.build({
    ...options,
    device: await sharedDevice(),
    adapterClass: 'software',
  });
  await tf.setBackend('cpu');
  const eager = new EagerExecutor(options);
  const [[losses = []], [expected = []]] = [
    await train(compiled, lanes, 0, 10),
    await train(eager, lanes, 0, 10),
  ] as const;
  compiled.dispose();
  eager.dispose();
  expect(losses).toHaveLength(10);
  for (const [step, loss] of losses.entries())
    expect(Math.abs(loss - (expected[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-4);
});
