import { describe, expect, it } from 'vitest';
import { boundedList, boundedText } from '../../../src/core/bounded.ts';
import type { ErrorFact } from '../../../src/core/error-facts.ts';
import { zodIssueFact } from '../../../src/core/must.ts';
import { z } from '../../../src/core/zod.ts';

function factOf(schema: z.ZodType, value: unknown): ErrorFact | null {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue === undefined ? null : zodIssueFact(issue, value);
}

/** Whatever compares it with a number throws. */
const unspeakable = { toString: 1, valueOf: 1 };

describe('boundedText', () => {
  const text = boundedText(3, { min: 1 });

  it('takes texts of that many letters, whatever these take up', () => {
    expect(text.parse('abc')).toBe('abc');
    expect(text.parse('🦊🦊🦊')).toBe('🦊🦊🦊');
  });

  it.each([
    ['abcd', { id: 'textLong', params: { max: 3, got: '"abcd"' } }],
    ['', { id: 'textShort', params: { min: 1, got: '""' } }],
    [7, { id: 'notText', params: { got: '7' } }],
    [{ length: unspeakable }, { id: 'notText', params: { got: '{"length":{"toString":1,"valueOf":1}}' } }],
  ])('refuses %j', (value, fact) => {
    expect(factOf(text, value)).toEqual(fact);
  });
});

describe('boundedList', () => {
  const list = boundedList(z.int(), 3, { min: 1 });

  it('takes lists of that many entries', () => {
    expect(list.parse([1, 2, 3])).toEqual([1, 2, 3]);
  });

  it.each([
    [[1, 2, 3, 4], { id: 'listLong', params: { max: 3, got: '[1,2,3,4]' } }],
    [[], { id: 'listShort', params: { min: 1, got: '[]' } }],
    [{ length: unspeakable }, { id: 'notList', params: { got: '{"length":{"toString":1,"valueOf":1}}' } }],
  ])('refuses %j', (value, fact) => {
    expect(factOf(list, value)).toEqual(fact);
  });

  it('tells of a million faults as of one', () => {
    const faults = boundedList(z.int(), 1e6).safeParse(new Array(1e6).fill('x')).error;
    expect(faults?.issues).toHaveLength(1);
    expect(faults?.issues[0]?.path).toEqual([0]);
  });
});
