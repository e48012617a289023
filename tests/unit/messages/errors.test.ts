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
  expect(errorText(zh, report)).toContain('a、b或c');
});

it('an error that is not ours speaks for itself', () => {
  expect(errorText(zh, toErrorReport(new TypeError('x is not a function')))).toBe('x is not a function');
});
