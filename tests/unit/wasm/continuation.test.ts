import { describe, expect, it } from 'vitest';
import { lowerToCalls } from '../../../src/compiler/wasm/lower-run.ts';
import type { Executor } from '../../../src/engine/executors/executor.ts';
import { WasmExecutor } from '../../../src/engine/executors/wasm/wasm-executor.ts';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { modelById } from '../../../src/nn/index.ts';
import type { Layer } from '../../../src/nn/layer.ts';
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
} from '../../support/continuation.ts';

const builder = (layers: readonly Layer[], lanes: readonly LaneSpec[]) => (): Promise<Executor> =>
  WasmExecutor.build(trainingOptions(layers, lanes));

describe('a lane in WebAssembly', () => {
  const names = Object.keys(stateLanes);
  const lanes = Object.values(stateLanes);
  const build = builder(quickNet(), lanes);

  it('goes on bit for bit in a new executor with every optimizer, and would not if any part of its state were forgotten', async () => {
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
    expect(whole.losses[0]?.every(Number.isFinite)).toBe(true);
  });

  it('has the same losses to the bit alone and in company', async () => {
    const together = await undisturbed(build, lanes, 12);
    for (const [lane, spec] of lanes.entries()) {
      const alone = await undisturbed(builder(quickNet(), [spec]), [spec], 12);
      expect(alone.losses[0], names[lane]).toEqual(together.losses[lane]);
    }
  });

  it('is left alone by the matrices of Muon beside it, in layers of more channels than those', async () => {
    const wide = modelById('mlp').layers({ hidden: [200, 6] }, [8, 8, 1], 3);
    const pair = [stateLanes.sgd, stateLanes.muon] as LaneSpec[];
    const together = await undisturbed(builder(wide, pair), pair, 6);
    for (const [lane, spec] of pair.entries()) {
      const alone = await undisturbed(builder(wide, [spec]), [spec], 6);
      expect(alone.losses[0]).toEqual(together.losses[lane]);
    }
    const plain = lowerToCalls(trainingOptions(wide, pair.slice(0, 1))).words;
    const { words } = lowerToCalls(trainingOptions(wide, pair));
    for (const [name, length] of plain) expect(words.get(name), name).toBeGreaterThanOrEqual(length);
  });

  it('takes no further steps once it is dropped, and the others go on as they were', async () => {
    const two = lanes.slice(0, 2);
    const whole = await undisturbed(builder(quickNet(), two), two, 9);
    const executor = await builder(quickNet(), two)();
    const before = await train(executor, two, 0, 4);
    const [stopped] = await snapshots(executor, two);
    executor.deactivate(0);
    const after = await train(executor, two, 4, 9);
    expect([...(before[1] ?? []), ...(after[1] ?? [])]).toEqual(whole.losses[1]);
    expect(after[0]?.every(Number.isNaN)).toBe(true);
    expect((await executor.snapshot(0)).tensors).toEqual(stopped?.tensors);
  });
});
