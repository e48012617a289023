import { describe, expect, it } from 'vitest';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { functionOf, parseMinimize } from '../../../src/experiment/minimize.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { en } from '../../support/translator.ts';

const valid = { optimizer: { id: 'nesterov' }, on: 'cpu', steps: 10, start: [-1, 1], fn: 'rosenbrock' };

function rejection(input: unknown): string {
  try {
    parseMinimize(input);
  } catch (error) {
    if (error instanceof DownhillError && error.code === 'spec') return errorText(en, toErrorReport(error));
    throw error;
  }
  return 'taken';
}

describe('a minimization problem', () => {
  it('has the defaults of a lane, and a vector for a shape', () => {
    expect(parseMinimize(valid)).toEqual({
      optimizer: {
        id: 'nesterov',
        lr: 0.05,
        momentum: 0.9,
        dampening: 0,
        weightDecay: 0,
        decoupled: false,
      },
      lrSchedule: { id: 'constant', warmup: 0, warmupFrom: 0.01 },
      momentumSchedule: { id: 'constant', warmup: 0, warmupFrom: 0.01 },
      clip: { globalNorm: null, value: null },
      guard: null,
      events: [],
      on: 'cpu',
      steps: 10,
      start: [-1, 1],
      shape: [2],
      fn: 'rosenbrock',
    });
  });

  it('has as many live edits as a lane may have', () => {
    const edits = (count: number) =>
      Array.from({ length: count }, (_, step) => ({ step, set: { 'optimizer.lr': 0.1 } }));
    expect(parseMinimize({ ...valid, steps: 2000, events: edits(2000) }).events).toEqual(edits(2000));
    expect(rejection({ ...valid, events: edits(100_001) })).toMatch(
      /^events: must have at most 100\u202f000 entries/,
    );
    expect(rejection({ ...valid, start: Array(1025).fill(0) })).toBe(
      'start: must have at most 1024 entries, got 1025.',
    );
  });

  it.each([
    valid,
    { ...valid, optimizer: { id: 'nmgd' }, clip: { value: 1 }, guard: {} },
    { ...valid, fn: { quadratic: { a: [[1]], b: [2] } }, start: [3] },
    { ...valid, events: [{ step: 4, set: { 'optimizer.lr': 0.1 } }], lrSchedule: { id: 'cosine' } },
  ])('stays as it is when parsed again', (input) => {
    const once = parseMinimize(input);
    expect(parseMinimize(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it.each([
    [{ ...valid, optimizer: { id: 'nestorov' } }, /^optimizer\.id: must have the id nmgd, .*got "nestorov"/],
    [{ ...valid, optimizer: { id: 'sgd', lr: 'abc' } }, /^optimizer\.lr: must be .* above 0, got "abc"/],
    [{ ...valid, optimizer: { id: 'sgd', momentum: 1 } }, /^optimizer: does not know "momentum"/],
    [{ ...valid, name: 'mine' }, /^minimize: does not know "name"/],
    [{ ...valid, on: 'tpu' }, /^on: must be cpu or gpu, got "tpu"/],
    [{ ...valid, steps: 0 }, /^steps: must be a whole number from 1 to 100000, got 0\.$/],
    [{ ...valid, steps: 100_001 }, /^steps: must be a whole number from 1 to 100000/],
    [{ ...valid, start: [1] }, /^start: must have 2 numbers, the dimensions of fn, got 1/],
    [{ ...valid, start: [1, Number.NaN] }, /^start\[1\]: must be a finite number, got NaN/],
    [{ ...valid, start: undefined }, /^start: is missing/],
    [{ ...valid, shape: [3, 1] }, /^shape: must hold the 2 numbers of start, got \[3,1\]/],
    [{ ...valid, fn: 'banana' }, /^fn: must be rosenbrock, beale, .*got "banana"/],
    [{ ...valid, fn: null }, /^fn: must be rosenbrock/],
    [{ ...valid, fn: { cubic: {} } }, /^fn\.quadratic: is missing|^fn: does not know "cubic"/],
    [
      { ...valid, fn: { quadratic: { a: [[1, 2]], b: [1, 2] } } },
      /^fn\.quadratic\.a: must have 2 rows, as many as b has numbers, got 1/,
    ],
    [
      { ...valid, fn: { quadratic: { a: [[1, 2], [3]], b: [1, 2] } } },
      /^fn\.quadratic\.a\[1\]: must have 2 numbers, as many as b, got 1/,
    ],
    [
      { ...valid, fn: { quadratic: { a: [[1]], b: new Array(65).fill(0) } } },
      /^fn\.quadratic\.b: must be a list of 1 to 64 numbers/,
    ],
    [
      { ...valid, optimizer: { id: 'sgd' }, momentumSchedule: { id: 'nmgd' } },
      /^momentumSchedule: sgd has no momentum to schedule/,
    ],
    [
      { ...valid, events: [{ step: 1, set: { 'clip.value': 1 } }] },
      /^events\[0\]\.set\.clip\.value: the lane does not clip/,
    ],
    ['rosenbrock', /^minimize: /],
    [null, /^minimize: /],
  ])('%j is refused naming the path', (input, message) => {
    expect(rejection(input)).toMatch(message);
  });
});

it('a quadratic is ½ xᵀ a x − bᵀ x', () => {
  const fn = functionOf({
    quadratic: {
      a: [
        [2, 1],
        [1, 4],
      ],
      b: [1, -1],
    },
  });
  expect(fn.value([1, 2])).toBe(0.5 * (2 + 2 + 2 + 16) - (1 - 2));
  expect(fn.gradient([1, 2])).toEqual([2 + 2 - 1, 1 + 8 + 1]);
});
