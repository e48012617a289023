import { expect, test } from 'vitest';
import { LruCache } from '../../../src/ui/charts/engine/lruCache.ts';

test('the two latest keys of each object are known, and a third is made anew', () => {
  const cache = new LruCache<object, string>();
  const [a, b] = [{}, {}];
  const made: string[] = [];
  const get = (of: object, key: string) =>
    cache.get(of, key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect([get(a, 'whole'), get(a, 'zoom'), get(a, 'whole'), get(a, 'zoom')]).toEqual([
    'WHOLE',
    'ZOOM',
    'WHOLE',
    'ZOOM',
  ]);
  expect(made).toEqual(['whole', 'zoom']);
  get(b, 'whole');
  get(a, 'other');
  get(a, 'zoom');
  expect(made).toEqual(['whole', 'zoom', 'whole', 'other']);
  get(a, 'whole');
  expect(made.at(-1)).toBe('whole');
});
