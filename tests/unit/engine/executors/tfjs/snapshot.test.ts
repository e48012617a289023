import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EagerExecutor } from '../../../../../src/engine/executors/tfjs/eager.ts';
import type { LaneSpec } from '../../../../../src/experiment/schema.ts';
import type { Layer } from '../../../../../src/nn/layer.ts';
import {
  continued,
  families,
  halfway,
  partsOf,
  snapshots,
  stateLanes,
  train,
  trainingOptions,
  undisturbed,
  withoutPart,
} from '../../../../support/continuation.ts';

beforeAll(() => tf.setBackend('cpu'));

const builder = (layers: readonly Layer[], lanes: readonly LaneSpec[]) => async () =>
  new EagerExecutor(trainingOptions(layers, lanes));
const family = (familyName: string): readonly Layer[] =>
  families.find(([id]) => id === familyName)?.[1] ?? [];

describe('a lane restored in a new executor through tfjs', () => {
  const names = Object.keys(stateLanes);
  const lanes = Object.values(stateLanes);
  const build = builder(family('logistic'), lanes);

  it('goes on bit for bit with every optimizer, and would not if any part of its state were forgotten', async () => {
    const whole = await undisturbed(build, lanes, 40);
    const half = await halfway(build, lanes, 20);
    const rest = await continued(build, lanes, half.laneSnapshots, 40);
    for (const [lane, name] of names.entries()) {
      expect([...(half.losses[lane] ?? []), ...(rest.losses[lane] ?? [])], name).toEqual(whole.losses[lane]);
      expect(rest.end[lane], name).toEqual(whole.end[lane]);
    }
    const parts = half.laneSnapshots.map(partsOf);
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

  // the float64 update of the 800,000 weights of ten-conv takes seconds a step
  it.each(families.map(([id, layers]) => [id, layers, id === 'ten-conv' ? 1 : 20] as const))(
    'goes on bit for bit in a network of the family %s',
    async (id, layers, steps) => {
      const one = [stateLanes[id === 'ten-conv' ? 'momentum' : 'nmgd, attention']] as LaneSpec[];
      const buildOne = builder(layers, one);
      const whole = await undisturbed(buildOne, one, 2 * steps);
      const half = await halfway(buildOne, one, steps);
      const rest = await continued(buildOne, one, half.laneSnapshots, 2 * steps);
      expect([...(half.losses[0] ?? []), ...(rest.losses[0] ?? [])]).toEqual(whole.losses[0]);
      expect(rest.end).toEqual(whole.end);
    },
  );

  it('goes on with its running statistics, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const one = [stateLanes.sgd] as LaneSpec[];
    const buildOne = builder(family('cnn'), one);
    const { laneSnapshots } = await halfway(buildOne, one, 4);
    const statistics = (run: Awaited<ReturnType<typeof continued>>) =>
      run.end[0]?.tensors['statistics/norm1/mean']?.values;
    const whole = statistics(await continued(buildOne, one, laneSnapshots, 6));
    const without = laneSnapshots.map((snapshot) => withoutPart(snapshot, 'statistics'));
    expect(statistics(await continued(buildOne, one, without, 6))).not.toEqual(whole);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stays as it was where a snapshot of another optimizer is rejected', async () => {
    const two = [stateLanes.adam, stateLanes.adamw] as LaneSpec[];
    const executor = await builder(family('logistic'), two)();
    await train(executor, two, 0, 3);
    const before = await snapshots(executor, two);
    await expect(executor.restore(0, before[1] as (typeof before)[number])).rejects.toMatchObject({
      code: 'data',
      path: 'snapshot.identity.optimizer',
      fact: { id: 'snapshotOtherOptimizer', params: { expected: 'adam', got: 'adamw' } },
    });
    expect(await snapshots(executor, two)).toEqual(before);
    executor.dispose();
  });
});
