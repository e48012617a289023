import { describe, expect, it } from 'vitest';
import { attentionHeadCount, attentionHeads } from '../../../src/compiler/kernels/update/attention.ts';
import { attend } from '../../../src/optim/custom-ops/attention.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runCalls, whole } from '../../support/wasm.ts';

const parameters = [
  { offset: 0, length: 37 },
  { offset: 64, length: 64 },
  { offset: 128, length: 1 },
];
const length = 192;

interface State {
  readonly g: Float32Array;
  readonly history: Float32Array;
}

interface Settings {
  readonly keep: number;
  readonly headSize: number;
  readonly accepted: number;
  readonly isStored: boolean;
  readonly tau: number;
}

async function run({ g, history }: State, { keep, headSize, accepted, isStored, tau }: Settings) {
  const heads = attentionHeads(parameters, headSize);
  const count = attentionHeadCount(parameters, headSize);
  const args = [
    whole('g'),
    whole('history'),
    whole('heads'),
    count,
    keep,
    length,
    accepted,
    Number(isStored),
    tau,
  ];
  const memory = await runCalls([{ name: 'gradientAttention', args }], { g, history, heads });
  return { g: memory.floats('g'), history: memory.floats('history') };
}

/** What the parameters hold, one after the other. */
const ofParameters = (values: Float32Array): Float64Array[] =>
  parameters.map(({ offset, length: size }) => Float64Array.from(values.subarray(offset, offset + size)));

/** Random gradients, and zeros between the parameters. */
function randomGradient(): Float32Array {
  const g = new Float32Array(length);
  for (const { offset, length: size } of parameters) g.set(randomValues(size), offset);
  return g;
}

describe.each([
  { keep: 1, headSize: 1 },
  { keep: 2, headSize: 7 },
  { keep: 4, headSize: 64 },
  { keep: 16, headSize: 16 },
])('gradient attention over $keep gradients, heads of $headSize', ({ keep, headSize }) => {
  it.each([1, 0.3])('mixes gradients as the reference does, τ %f', async (tau) => {
    let history: Float32Array = randomValues(keep * length);
    const received: Float32Array[] = [];
    for (let accepted = 0; accepted < keep + 2; accepted++) {
      const g = randomGradient();
      const after = await run({ g, history }, { keep, headSize, accepted, isStored: true, tau });
      const before = received.slice(-keep);
      const expected = ofParameters(g).map((values, i) => {
        const memory = before.map((one) => ofParameters(one)[i] as Float64Array);
        return attend(memory, values, headSize, tau);
      });
      ofParameters(after.g).forEach((values, i) => {
        expect(worstError(values, expected[i] ?? [])).toBeLessThan(2e-6);
      });
      const slot = accepted % keep;
      ofParameters(after.history.subarray(slot * length, (slot + 1) * length)).forEach((values, i) => {
        expect(values).toEqual(ofParameters(g)[i]);
      });
      history = after.history;
      received.push(g);
    }
  });
});

describe('gradient attention', () => {
  const settings = { keep: 4, headSize: 64, accepted: 5, tau: 1 };

  it('leaves the history of a step that is not accepted as it was', async () => {
    const [g, history] = [randomGradient(), randomValues(4 * length)];
    const rejected = await run({ g, history }, { ...settings, isStored: false });
    const stored = await run({ g, history }, { ...settings, isStored: true });
    expect(rejected.history).toEqual(history);
    expect(rejected.g).toEqual(stored.g);
  });

  it('writes nothing between parameters', async () => {
    const [g, history] = [new Float32Array(length).fill(2), new Float32Array(4 * length).fill(3)];
    const after = await run({ g, history }, { ...settings, isStored: true });
    expect(after.g.subarray(37, 64)).toEqual(g.subarray(37, 64));
    expect(after.history.subarray(length + 37, length + 64)).toEqual(history.subarray(0, 27));
    expect(after.history.subarray(0, length)).toEqual(history.subarray(0, length));
  });

  it('carries NaN within its head', async () => {
    const [g, history] = [randomGradient(), randomValues(4 * length)];
    g[70] = Number.NaN;
    const after = await run({ g, history }, { ...settings, isStored: true });
    expect([...after.g].filter(Number.isNaN)).toHaveLength(64);
  });
});
