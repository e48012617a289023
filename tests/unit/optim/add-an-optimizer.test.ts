import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementwiseTunings } from '../../../src/compiler/kernels/elementwise/elementwise.ts';
import { optimizerStage } from '../../../src/compiler/kernels/update/optimizer.ts';
import { chain } from '../../../src/optim/chain.ts';
import { formulaTex } from '../../../src/optim/formula.ts';
import { HostScalars } from '../../../src/optim/host-scalars.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { LaneUpdate } from '../../../src/optim/plan.ts';
import { Reference } from '../../../src/optim/reference.ts';
import type { OptimizerDeclaration } from '../../../src/optim/transform.ts';
import type { FollowedWalk } from '../../support/walk.ts';
import { followWalk } from '../../support/walk.ts';

let walk: FollowedWalk;
let update: LaneUpdate;
let optimizers: readonly OptimizerDeclaration[];
beforeAll(async () => {
  walk = followWalk('add-an-optimizer.md');
  const { signum } = await walk.load<Record<string, OptimizerDeclaration>>('src/optim/signum.ts');
  ({ optimizers } = await walk.load<{ optimizers: typeof optimizers }>('src/optim/index.ts'));
  if (!signum) throw new Error('signum: is not exported');
  update = {
    optimizer: signum,
    options: defaultOptions(signum),
    clipsNorm: false,
    clipsValue: false,
    guarded: false,
  };
}, 120_000);
afterAll(() => walk.remove());

describe('the optimizer of docs/add-an-optimizer.md', () => {
  it('is a file, a line that lists it, and texts, which the compiler takes', async () => {
    expect(optimizers).toContain(update.optimizer);
    expect(walk.files).toEqual([
      'src/optim/signum.ts',
      'src/optim/index.ts',
      'src/messages/en/optimizers.ts',
      'src/messages/zh/optimizers.ts',
    ]);
    expect(await walk.typeErrors()).toEqual([]);
  });

  it.each(['en', 'zh'])('has the texts in %s that every optimizer has', async (language) => {
    const file = `src/messages/${language}/optimizers.ts`;
    const texts = (await walk.load<{ optimizers: Record<string, object> }>(file)).optimizers;
    expect(Object.values(texts.signum ?? {})).toEqual([
      expect.stringMatching(/[.。]$/),
      expect.stringMatching(/[.。]$/),
    ]);
    expect(Object.keys(texts.signum ?? {})).toEqual(Object.keys(texts.sgd ?? {}));
  });

  it('runs in float64 as its formula says', () => {
    const plan = chain(update);
    const start = [0.5, -1, 2];
    const reference = new Reference(plan, [{ name: 'p', shape: [3], values: start }]);
    const host = new HostScalars(plan);
    let weights = start;
    let v = [0, 0, 0];
    for (let t = 1; t <= 20; t++) {
      const g = weights.map((weight, i) => (i === 2 && t < 4 ? 0 : Math.sin(7 * t + 2 * i) + 0.1 * weight));
      const momentum = 0.5 + t / 100;
      const hyperparams = { lr: 0.01 * t, momentum, momentumNext: 0, weightDecay: 0.2 };
      reference.step([g], host.at(t, hyperparams));
      v = v.map((value, i) => momentum * value + (1 - momentum) * (g[i] ?? 0));
      weights = weights.map(
        (weight, i) => weight * (1 - hyperparams.lr * 0.2) - hyperparams.lr * Math.sign(v[i] ?? Number.NaN),
      );
      for (const [i, weight] of weights.entries()) expect(reference.theta[0]?.[i]).toBeCloseTo(weight, 12);
    }
  });

  it('is lowered to one kernel that decides its sign by select', () => {
    const plan = chain(update);
    const [stage, ...rest] = plan.stages;
    const [tuning] = elementwiseTunings('gpu');
    if (stage?.kind !== 'elementwise' || !tuning) throw new Error('signum: is not elementwise');
    expect(rest).toEqual([]);
    expect(plan.memoryPerParameter).toBe(1);
    const shape = { length: 64, rows: 1, metricsStride: 3, metricsColumn: 0, last: true };
    const { wgsl, bindings } = optimizerStage('signum', plan, stage, shape, tuning);
    expect(wgsl.match(/select\(/g)).toHaveLength(2);
    expect(bindings.map(({ name, access }) => `${name} ${access}`)).toEqual([
      'theta read-write',
      'g read',
      'v read-write',
      'hostScalars read',
      'stepCounter read-write',
    ]);
  });

  it('is written out as a formula', () => {
    const tex = formulaTex(update);
    expect(tex).toContain(String.raw`v &\leftarrow \mu \, v + \left(1 - \mu\right) \, g`);
    expect(tex).toContain(String.raw`\theta &\leftarrow \theta - \eta \, d`);
  });
});
