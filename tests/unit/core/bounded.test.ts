import { describe, expect, it } from 'vitest';
import { boundedList, boundedText } from '../../../src/core/bounded.ts';
import { z } from '../../../src/core/zod.ts';

const messageOf = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message;

/** Whatever compares it with a number throws. */
const unspeakable = { toString: 1, valueOf: 1 };

describe('boundedText', () => {
  const text = boundedText(3, { min: 1 });

  it('takes texts of that many letters, whatever these take up', () => {
    expect(text.parse('abc')).toBe('abc');
    expect(text.parse('🦊🦊🦊')).toBe('🦊🦊🦊');
  });

  it.each([
    ['abcd', 'must be at most 3 letters'],
    ['', 'must not be empty'],
    [7, 'must be text'],
    [{ length: unspeakable }, 'must be text'],
  ])('refuses %j', (value, message) => {
    expect(messageOf(text, value)).toBe(message);
  });
});

describe('boundedList', () => {
  const list = boundedList(z.int(), 3, { min: 1 });

  it('takes lists of that many entries', () => {
    expect(list.parse([1, 2, 3])).toEqual([1, 2, 3]);
  });

  it.each([
    [[1, 2, 3, 4], 'must be at most 3 entries'],
    [[], 'must not be empty'],
    [{ length: unspeakable }, 'must be a list'],
  ])('refuses %j', (value, message) => {
    expect(messageOf(list, value)).toBe(message);
  });

  it('tells of a million faults as of one', () => {
    const faults = boundedList(z.int(), 1e6).safeParse(new Array(1e6).fill('x')).error;
    expect(faults?.issues).toHaveLength(1);
    expect(faults?.issues[0]?.path).toEqual([0]);
  });
});
