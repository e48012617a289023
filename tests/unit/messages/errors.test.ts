import { expect, it } from 'vitest';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { en, zh } from '../../support/translator.ts';

it('an error is a fact until it is shown, in the language of the page', () => {
  const error = new DownhillError({
    code: 'state',
    fact: { id: 'noSuchLane', params: { lane: 3, lanes: 2 } },
  });
  expect(error.message).toBe('noSuchLane {"lane":3,"lanes":2}');
  const report = JSON.parse(JSON.stringify(toErrorReport(error)));
  expect(errorText(en, report)).toBe('There is no lane 3: this run has 2 lanes, counted from 0.');
  expect(errorText(zh, report)).toContain('3');
  expect(errorText(zh, report)).not.toMatch(/[a-z]/i);
});

it('lists within an error are lists of its language', () => {
  const report = toErrorReport(
    new DownhillError({
      code: 'spec',
      fact: { id: 'unknownPreset', params: { got: 'x', ids: ['a', 'b', 'c'] } },
    }),
  );
  expect(errorText(en, report)).toBe('There is no preset x. Use a, b or c.');
  expect(errorText(zh, report)).toContain('a、b 或 c');
});

it('an error that is not ours speaks for itself', () => {
  expect(errorText(zh, toErrorReport(new TypeError('x is not a function')))).toBe('x is not a function');
});

it('an error of a file of data names the file, with its figures as the language writes them', () => {
  const file = 'tiny/train-07.shard';
  const report = toErrorReport(
    new DownhillError({
      code: 'data',
      path: file,
      fact: { id: 'dataFileShort', params: { file, got: 1024, expected: 2_231_000 } },
    }),
  );
  expect(errorText(en, report)).toBe(
    'tiny/train-07.shard is cut short: 1\u202f024 of 2\u202f231\u202f000 bytes came. Download it again.',
  );
  expect(errorText(zh, report)).toBe(
    'tiny/train-07.shard 不完整：收到 1\u202f024 字节，应为 2\u202f231\u202f000 字节。请重新下载。',
  );
});

it('a value that does not fit the data is named by its path', () => {
  const fact = {
    id: 'batchOverTraining',
    params: { max: 100, got: 128, validation: 59_900, total: 60_000 },
  } as const;
  const report = toErrorReport(new DownhillError({ code: 'spec', path: 'data.batchSize', fact }));
  expect(errorText(en, report)).toBe(
    'data.batchSize: must be at most 100, the training images left of 60\u202f000 with 59\u202f900 held out, got 128. Lower it, or hold out fewer images.',
  );
});

it('a layer that does not fit is named, with what would help', () => {
  const pool = (fix: 'filters' | 'pools') => {
    const params = { layer: 'pool3', size: 2, input: '1 × 1 × 4', fix };
    return toErrorReport(
      new DownhillError({ code: 'spec', path: 'model', fact: { id: 'poolTooSmall', params } }),
    );
  };
  const start = 'model: pool3: a 2×2 pool needs at least 2 × 2, got 1 × 1 × 4.';
  expect(errorText(en, pool('filters'))).toBe(`${start} Use fewer conv blocks.`);
  expect(errorText(en, pool('pools'))).toBe(`${start} Use fewer pools or larger images.`);
  expect(errorText(zh, pool('pools'))).toContain('请减少池化或用更大的图像。');
});

it.each(['load', 'messageerror', 'exit'] as const)('tells why a worker ended by %s in words', (cause) => {
  const fact = { id: 'workerCrashed', params: { cause, reason: '' } } as const;
  const report = toErrorReport(new DownhillError({ code: 'worker', fact }));
  expect(errorText(en, report)).toMatch(/^The training worker stopped \([a-z]+ [a-z ]+\)\. /);
  expect(errorText(zh, report)).not.toMatch(/[a-z]/i);
});

it('tells what the browser says of a worker that ended', () => {
  const fact = { id: 'workerCrashed', params: { cause: 'other', reason: 'Error: boom' } } as const;
  const report = toErrorReport(new DownhillError({ code: 'worker', fact }));
  expect(errorText(en, report)).toContain('stopped (Error: boom).');
  expect(errorText(zh, report)).toContain('（Error: boom）');
});
