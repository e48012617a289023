import { describe, expect, it } from 'vitest';
import { Session } from '../../../../src/engine/session.ts';
import { minimize } from '../../../../src/engine/tools/minimize.ts';
import { parseMinimize } from '../../../../src/experiment/minimize.ts';
import { testOutbox } from '../../../support/outbox.ts';

const down = (input: object) =>
  minimize(parseMinimize({ on: 'cpu', steps: 20, start: [-1.2, 1], fn: 'rosenbrock', ...input }), null);

const rosenbrock = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const gradient = ([x = 0, y = 0]: readonly number[]) => [
  -2 * (1 - x) - 400 * x * (y - x * x),
  200 * (y - x * x),
];

describe('a minimization on the CPU', () => {
  it('starts at the start, and tells the loss of each point', async () => {
    const { params, loss } = await down({ optimizer: { id: 'adam' } });
    expect(params).toHaveLength(21);
    expect(params[0]).toEqual([-1.2, 1]);
    expect(loss).toEqual(params.map(rosenbrock));
  });

  it('is Nesterov momentum along schedules, with live edits', async () => {
    const { params } = await down({
      optimizer: { id: 'nesterov', lr: 1e-3, momentum: 0.8 },
      lrSchedule: { id: 'cosine' },
      events: [{ step: 7, set: { 'optimizer.lr': 5e-4 } }],
    });
    let x = [-1.2, 1];
    let v = [0, 0];
    for (let t = 0; t < 20; t++) {
      const lr = (t < 7 ? 1e-3 : 5e-4) * 0.5 * (1 + Math.cos((Math.PI * t) / 20));
      const g = gradient(x);
      v = v.map((value, i) => 0.8 * value + (g[i] ?? 0));
      x = x.map((value, i) => value - lr * ((g[i] ?? 0) + 0.8 * (v[i] ?? 0)));
      for (const i of [0, 1]) expect(params[t + 1]?.[i]).toBeCloseTo(x[i] ?? 0, 12);
    }
  });

  it('is clipped', async () => {
    const { params } = await down({ optimizer: { id: 'sgd', lr: 1 }, clip: { globalNorm: 0.1 }, steps: 5 });
    for (const [i, [x = 0, y = 0]] of params.slice(1).entries()) {
      const [fromX = 0, fromY = 0] = params[i] ?? [];
      expect(Math.hypot(x - fromX, y - fromY)).toBeCloseTo(0.1, 6);
    }
  });

  it('stays where the guard skips a step that is not finite', async () => {
    const away = { optimizer: { id: 'sgd', lr: 1 }, guard: {} };
    const { params, loss } = await down({ ...away, start: [1e200, 0] });
    expect(loss[0]).toBe(Number.POSITIVE_INFINITY);
    expect(params[20]).toEqual([1e200, 0]);
  });

  it('is a matrix to Muon where it has the shape of one', async () => {
    const start = Array.from({ length: 6 }, (_, i) => i + 1);
    const a = start.map((_, i) => start.map((_, j) => (i === j ? 1 : 0)));
    const fn = { quadratic: { a, b: start.map(() => 0) } };
    const muon = { optimizer: { id: 'muon', lr: 0.1, momentum: 0 }, fn, start, steps: 1 };
    const matrix = await down({ ...muon, shape: [2, 3] });
    const vector = await down(muon);
    expect(matrix.params[1]).not.toEqual(vector.params[1]);
    expect(Math.abs((vector.params[1]?.[0] ?? 0) - 1)).toBeCloseTo(0.005, 4);
  });
});

it('on the GPU a minimization needs WebGPU, and says so', async () => {
  const session = new Session({ outbox: testOutbox() });
  const problem = parseMinimize({
    optimizer: { id: 'sgd' },
    on: 'gpu',
    steps: 1,
    start: [0, 0],
    fn: 'saddle',
  });
  await expect(session.handlers.minimize({ problem })).rejects.toMatchObject({
    code: 'device',
    path: 'on',
    fact: { id: 'needsWebGpu', params: { backend: 'cpu' } },
  });
  await expect(session.handlers.minimize({ problem: { ...problem, on: 'cpu' } })).resolves.toMatchObject({
    loss: [0, 0],
  });
});
