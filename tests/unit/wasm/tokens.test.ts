import { describe, expect, it } from 'vitest';
import {
  multiHeadAttentionGradientReference,
  multiHeadAttentionReference,
} from '../../../src/compiler/kernels/reference/multi-head-attention.ts';
import type { TapeOp, TracedTensor } from '../../../src/compiler/lowering/tape.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runTape, tapeOf } from '../../support/wasm.ts';

describe.each([
  { batch: 1, height: 6, width: 9, channels: 1, size: 3 },
  { batch: 3, height: 6, width: 9, channels: 2, size: 3 },
  { batch: 3, height: 4, width: 4, channels: 5, size: 1 },
  { batch: 3, height: 8, width: 4, channels: 8, size: 4 },
])('patches of $batch×$height×$width×$channels, $size×$size', ({ batch, height, width, channels, size }) => {
  it('are cut out row by row, and put back by the gradient', async () => {
    const length = batch * height * width * channels;
    const inPatch = size * size * channels;
    const op: TapeOp = {
      op: 'patches',
      inputs: [{ id: 'input', shape: [batch, height, width, channels] }],
      parameters: [],
      size,
      y: { id: 'y', shape: [batch, length / batch / inPatch, inPatch] },
    };
    const x = Float32Array.from({ length }, (_, i) => i);
    const y = Float32Array.from({ length }, (_, i) => {
      const patch = Math.floor(i / inPatch);
      const within = i % inPatch;
      const down = Math.floor(patch / (width / size)) * size + Math.floor(within / (size * channels));
      return (
        down * width * channels + (patch % (width / size)) * size * channels + (within % (size * channels))
      );
    });
    const tape = tapeOf([op]);
    const memory = await runTape(tape, { values: { input: x }, gradient: y, gradients: 'input' });
    expect(memory.floats('y')).toEqual(y);
    expect(memory.floats('d/input')).toEqual(x);
  });
});

describe.each([
  { batch: 1, tokens: 2, features: 1, hasToken: true },
  { batch: 3, tokens: 7, features: 3, hasToken: false },
  { batch: 3, tokens: 7, features: 5, hasToken: true },
  { batch: 5, tokens: 6, features: 8, hasToken: true },
])('$batch sequences of $tokens×$features, with a class token: $hasToken', (shape) => {
  const { batch, tokens, features, hasToken } = shape;
  const patches = tokens - (hasToken ? 1 : 0);
  const positions: TracedTensor = { id: 'positions', shape: [tokens, features] };
  const token: TracedTensor = { id: 'token', shape: [features] };
  const parameters = hasToken ? ([positions, token] as const) : ([positions] as const);
  const y: TracedTensor = { id: 'y', shape: [batch, tokens, features] };
  const input: TracedTensor = { id: 'input', shape: [batch, patches, features] };
  const tape = tapeOf([{ op: 'embed', inputs: [input], parameters, y }], parameters);
  const values = {
    input: randomValues(batch * patches * features),
    positions: randomValues(tokens * features),
    token: randomValues(features),
  };
  const dY = randomValues(batch * tokens * features);
  /** Where a number of y comes from: its sequence, token and feature. */
  const placeOf = (i: number) => ({
    b: Math.floor(i / (tokens * features)),
    t: Math.floor(i / features) % tokens,
    c: i % features,
  });

  it('get a place each, and the gradients go back to places and token', async () => {
    const memory = await runTape(tape, { values, gradient: dY });
    const embedded = Float32Array.from({ length: dY.length }, (_, i) => {
      const { b, t, c } = placeOf(i);
      const patch = t - (hasToken ? 1 : 0);
      const value = patch < 0 ? values.token[c] : values.input[(b * patches + patch) * features + c];
      return (value ?? 0) + (values.positions[t * features + c] ?? 0);
    });
    expect(memory.floats('y')).toEqual(embedded);
    const dPositions = new Float64Array(tokens * features);
    dY.forEach((d, i) => {
      const at = i % (tokens * features);
      dPositions[at] = (dPositions[at] ?? 0) + d;
    });
    expect(worstError(memory.added('positions'), dPositions)).toBeLessThan(1e-6);
    if (hasToken) expect(worstError(memory.added('token'), dPositions.slice(0, features))).toBeLessThan(1e-6);
  });

  it('give the gradient of the images without that of the token', async () => {
    // of a sum with itself the gradient of the images is twice what comes back
    const sum: TapeOp = { op: 'add', inputs: [y, y], parameters: [], y: { ...y, id: 'sum' } };
    const twice = tapeOf([{ op: 'embed', inputs: [input], parameters, y }, sum], parameters);
    const memory = await runTape(twice, { values, gradient: dY, gradients: 'input' });
    const patchGradients = dY.filter((_, i) => !hasToken || placeOf(i).t > 0);
    expect(memory.floats(hasToken ? 'd/input' : 'd/y/sum1')).toEqual(patchGradients.map((d) => 2 * d));
  });

  it('have a first token, to which alone its gradient goes', async () => {
    const op: TapeOp = {
      op: 'first-token',
      inputs: [{ ...y, id: 'input' }],
      parameters: [],
      y: { id: 'y', shape: [batch, features] },
    };
    const gradient = randomValues(batch * features);
    const memory = await runTape(tapeOf([op]), { values: { input: dY }, gradient, gradients: 'input' });
    expect(memory.floats('y')).toEqual(dY.filter((_, i) => placeOf(i).t === 0));
    const dX = dY.map((_, i) => {
      const { b, t, c } = placeOf(i);
      return t === 0 ? (gradient[b * features + c] ?? 0) : 0;
    });
    expect(memory.floats('d/input')).toEqual(dX);
  });
});

describe.each([
  { batch: 1, tokens: 1, features: 1, heads: 1 },
  { batch: 3, tokens: 3, features: 6, heads: 2 },
  { batch: 3, tokens: 5, features: 15, heads: 3 },
  { batch: 1, tokens: 9, features: 8, heads: 1 },
  { batch: 3, tokens: 17, features: 24, heads: 2 },
  { batch: 2, tokens: 50, features: 64, heads: 4 },
])('attention of $batch×$tokens×$features, $heads heads', (shape) => {
  const { batch, tokens, features, heads } = shape;
  const sequences = { shape: [batch, tokens, features] };
  const tensor = (id: string): TracedTensor => ({ id, ...sequences });
  const [q, k, v] = [tensor('q'), tensor('k'), tensor('v')];
  const placesOf = ({ id }: TracedTensor): TracedTensor => ({
    id: `${id}/places`,
    shape: [tokens, features],
  });
  const places = [q, k, v].map(placesOf);
  const learned = (y: TracedTensor): TapeOp => ({
    op: 'embed',
    inputs: [tensor('input')],
    parameters: [placesOf(y)],
    y,
  });
  const attention: TapeOp = {
    op: 'attention',
    inputs: [q, k, v],
    parameters: [],
    heads,
    y: tensor('y'),
  };
  const tape = tapeOf([learned(q), learned(k), learned(v), attention], places);
  const values = {
    input: randomValues(batch * tokens * features, 2),
    ...Object.fromEntries(places.map(({ id }) => [id, randomValues(tokens * features, 2)])),
  };

  it('mixes values by the softmax of the products of queries and keys, and has its gradients', async () => {
    const dY = randomValues(batch * tokens * features);
    const memory = await runTape(tape, { values, gradient: dY });
    const [qs, ks, vs] = [memory.floats('q'), memory.floats('k'), memory.floats('v')];
    const { y, weights } = multiHeadAttentionReference(shape, qs, ks, vs);
    expect(worstError(memory.floats('attention/y'), weights)).toBeLessThan(4e-6);
    expect(worstError(memory.floats('y'), y)).toBeLessThan(1e-5);
    const { dQ, dK, dV } = multiHeadAttentionGradientReference(shape, qs, ks, vs, dY);
    expect(worstError(memory.floats('d/q'), dQ)).toBeLessThan(1e-5);
    expect(worstError(memory.floats('d/k'), dK)).toBeLessThan(1e-5);
    expect(worstError(memory.floats('d/v'), dV)).toBeLessThan(1e-5);
  });
});

describe('attention', () => {
  const shape = [1, 5, 8];
  const tensor = (id: string): TracedTensor => ({ id, shape });
  const ofItself = (heads: number) =>
    tapeOf([
      {
        op: 'attention',
        inputs: [tensor('input'), tensor('k'), tensor('v')],
        parameters: [],
        heads,
        y: tensor('y'),
      },
    ]);

  it('takes large products, and carries NaN', async () => {
    const [q, k, v] = [randomValues(40, 200), randomValues(40, 200), randomValues(40)];
    const { y } = multiHeadAttentionReference({ batch: 1, tokens: 5, features: 8, heads: 2 }, q, k, v);
    const memory = await runTape(ofItself(2), { values: { input: q, k, v } });
    expect([...memory.floats('y')].every(Number.isFinite)).toBe(true);
    expect(worstError(memory.floats('y'), y)).toBeLessThan(0.05);
    q[9] = Number.NaN;
    const spoiled = await runTape(ofItself(2), { values: { input: q, k, v } });
    expect([...spoiled.floats('y')].filter(Number.isNaN)).toHaveLength(4);
  });

  it('refuses heads that do not divide the features', async () => {
    await expect(runTape(ofItself(3), { values: {} })).rejects.toThrow(RangeError);
  });
});
