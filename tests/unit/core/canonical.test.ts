import { expect, it } from 'vitest';
import { canonical } from '../../../src/core/canonical.ts';

it('writes objects alike whichever order their keys were set in, and lists as they are', () => {
  const one = { b: [2, 1, { d: null, c: 'x' }], a: 1 };
  expect(canonical(one)).toBe('{"a":1,"b":[2,1,{"c":"x","d":null}]}');
  expect(canonical({ a: 1, b: [2, 1, { c: 'x', d: null }] })).toBe(canonical(one));
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});
