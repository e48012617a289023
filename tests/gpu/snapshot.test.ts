import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { tensorName } from '../../src/optim/snapshot.ts';
import {
  continued,
  families,
  halfway,
  partsOf,
  quickNet,
  snapshots,
  stateLanes,
  train,
  trainingOptions,
  undisturbed,
  withoutPart,
} from '../support/continuation.ts';
import { sharedDevice } from '../support/device.ts';
import { worstError } from '../support/kernels.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const builder = (layers: readonly Layer[], lanes: readonly LaneSpec[]) => () =>
  CompiledExecutor.build({ ...trainingOptions(layers, lanes), device, adapterClass: 'software' });

describe('a lane restored in a new executor', () => {
  const names = Object.keys(stateLanes);
  const lanes = Object.values(stateLanes);
  const build = builder(quickNet(), lanes);

  it('goes on bit for bit with every optimizer, and would not if any part of its state were forgotten', async () => {
    const whole = await undisturbed(build, lanes, 40);
    const half = await halfway(build, lanes, 20);
    const rest = await continued(build, lanes, half.laneSnapshots, 40);
    for (const [lane, name] of names.entries()) {
      expect([...(half.losses[lane] ?? []), ...(rest.losses[lane] ?? [])], name).toEqual(whole.losses[lane]);
      expect(rest.end[lane], name).toEqual(whole.end[lane]);
      expect(whole.losses[lane]?.every(Number.isFinite), name).toBe(true);
    }
    const guarded = half.laneSnapshots[names.indexOf('nmgd, attention, clipped and guarded')];
    expect(guarded?.acceptedSteps).toBeGreaterThan(5);
    expect(guarded?.acceptedSteps).toBeLessThan(20);

    const parts = half.laneSnapshots.map(partsOf);
    expect(Object.fromEntries(names.map((name, lane) => [name, parts[lane]]))).toMatchObject({
      sgd: ['weights'],
      adam: ['weights', 'slots/m', 'slots/s'],
      'nmgd, attention, clipped and guarded': expect.arrayContaining(['gradients', 'guard']),
    });
    for (let part = 0; part < Math.max(...parts.map(({ length }) => length)); part++) {
      const broken = half.laneSnapshots.map((snapshot, lane) =>
        withoutPart(snapshot, parts[lane]?.[part] ?? 'none'),
      );
      const after = await continued(build, lanes, broken, 26);
      for (const [lane, name] of names.entries()) {
        const forgotten = parts[lane]?.[part];
        if (forgotten !== undefined)
          expect(after.losses[lane], `${name} without ${forgotten}`).not.toEqual(
            rest.losses[lane]?.slice(0, 6),
          );
      }
    }
  });

  it.each(families)('goes on bit for bit in a network of the family %s', async (_, layers) => {
    const one = [stateLanes['nmgd, attention']] as LaneSpec[];
    const buildOne = builder(layers, one);
    const whole = await undisturbed(buildOne, one, 40);
    const half = await halfway(buildOne, one, 20);
    const rest = await continued(buildOne, one, half.laneSnapshots, 40);
    expect([...(half.losses[0] ?? []), ...(rest.losses[0] ?? [])]).toEqual(whole.losses[0]);
    expect(rest.end).toEqual(whole.end);
  });

  it('goes on with its running statistics', async () => {
    const [, layers] = families.find(([id]) => id === 'cnn') ?? families[0] ?? [];
    const one = [stateLanes.sgd] as LaneSpec[];
    const buildOne = builder(layers ?? [], one);
    const { laneSnapshots } = await halfway(buildOne, one, 6);
    const statistics = (run: Awaited<ReturnType<typeof continued>>) =>
      run.end[0]?.tensors['statistics/norm1/mean']?.values;
    const whole = statistics(await continued(buildOne, one, laneSnapshots, 9));
    const without = laneSnapshots.map((snapshot) => withoutPart(snapshot, 'statistics'));
    expect(whole?.some((value) => value !== 0)).toBe(true);
    expect(statistics(await continued(buildOne, one, without, 9))).not.toEqual(whole);
  });
});

describe('a snapshot', () => {
  const adam = stateLanes.adam as LaneSpec;
  const attentive = stateLanes['nmgd, attention, clipped and guarded'] as LaneSpec;

  it('leaves the lane and those beside it as they were', async () => {
    const lanes = [adam, attentive];
    const build = builder(quickNet(), lanes);
    const whole = await undisturbed(build, lanes, 12);
    const executor = await build();
    const losses = await train(executor, lanes, 0, 5);
    await snapshots(executor, lanes);
    const rest = await train(executor, lanes, 5, 12);
    executor.dispose();
    expect(losses.map((before, lane) => [...before, ...(rest[lane] ?? [])])).toEqual(whole.losses);
  });

  it('that is rejected changes nothing', async () => {
    const lanes = [adam];
    const executor = await builder(quickNet(), lanes)();
    await train(executor, lanes, 0, 3);
    const before = await executor.snapshot(0);
    const { [tensorName.slot('s', 'dense1/kernel')]: _, ...tensors } = before.tensors;
    await expect(
      executor.restore(0, { ...before, step: 2, acceptedSteps: 2, tensors }),
    ).rejects.toMatchObject({
      path: 'snapshot.tensors.slots/s/dense1/kernel',
      fact: { id: 'snapshotTensor', params: { got: '—' } },
    });
    expect(await executor.snapshot(0)).toEqual(before);
    executor.dispose();
  });

  it('takes a lane back, and its lanes take steps together or not at all', async () => {
    const lanes = [adam, attentive];
    const executor = await builder(quickNet(), lanes)();
    const first = await train(executor, lanes, 0, 4);
    const laneSnapshots = await snapshots(executor, lanes);
    const second = await train(executor, lanes, 4, 9);
    await executor.restore(0, laneSnapshots[0] as (typeof laneSnapshots)[number]);
    await expect(train(executor, lanes, 4, 5)).rejects.toMatchObject({
      code: 'state',
      fact: { id: 'snapshotSteps', params: { lane: 1, step: 9, other: 0, otherStep: 4 } },
    });
    await executor.restore(1, laneSnapshots[1] as (typeof laneSnapshots)[number]);
    expect(await train(executor, lanes, 4, 9)).toEqual(second);
    expect(first[0]).toHaveLength(4);
    executor.deactivate(1);
    await executor.restore(0, laneSnapshots[0] as (typeof laneSnapshots)[number]);
    expect((await train(executor, lanes, 4, 9))[0]).toEqual(second[0]);
    executor.dispose();
  });

  it('of WebGPU goes on through tfjs, with the losses that it would have had within 1e-5', async () => {
    const lanes = [attentive];
    const build = builder(quickNet(), lanes);
    const whole = await undisturbed(build, lanes, 16);
    const half = await halfway(build, lanes, 9);
    const eager = async () => new EagerExecutor(trainingOptions(quickNet(), lanes));
    const rest = await continued(eager, lanes, half.laneSnapshots, 16);
    expect(worstError(rest.losses[0] ?? [], whole.losses[0]?.slice(9) ?? [])).toBeLessThan(1e-5);
    expect(rest.end[0]?.acceptedSteps).toBe(whole.end[0]?.acceptedSteps);
    const back = await continued(build, lanes, rest.end, 20);
    expect(back.losses[0]?.every(Number.isFinite)).toBe(true);
  });
});
