import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import { presets } from '../../../src/spec/presets.ts';
import { specFromHash, specToHash } from '../../../src/spec/url.ts';

const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('links', () => {
  it.each(presets)('carry $id and bring it back, in at most 620 letters and 100 a lane', ({ spec }) => {
    const hash = specToHash(spec);
    expect(hash).toMatch(/^#v1\.[A-Za-z0-9_-]+$/);
    expect(hash.length).toBeLessThan(620 + 100 * spec.lanes.length);
    expect(specFromHash(hash)).toEqual(spec);
  });

  it('carries nothing where there is no hash', () => {
    expect(specFromHash('')).toBeNull();
    expect(specFromHash('#')).toBeNull();
  });

  it.each([
    ['#v2.abc', 'must begin with #v1., got "#v2.abc"'],
    ['#v1.***', 'holds a letter that no link has'],
    ['#v1.AAAA', 'link: '],
    [`#v1.${base64Url(deflateSync(strToU8('not json')))}`, 'does not hold an experiment'],
    [`#v1.${base64Url(deflateSync(strToU8('{}')))}`, 'version: is missing'],
  ])('refuses %s', (hash, message) => {
    expect(() => specFromHash(hash)).toThrow(message);
    expect(() => specFromHash(hash)).toThrow(DownhillError);
  });

  it('brings back an experiment that a hand has moved thousands of times', () => {
    const [preset] = presets;
    if (!preset) throw new Error('no preset');
    const events = Array.from({ length: 8000 }, (_, i) => ({
      step: i + 1,
      set: { 'optimizer.lr': 0.1 + i / 1e6 },
    }));
    const lanes = preset.spec.lanes.map((lane, i) => (i === 0 ? { ...lane, events } : lane));
    expect(specFromHash(specToHash({ ...preset.spec, lanes }))?.lanes[0]?.events).toEqual(events);
  });

  it('refuses a bomb before it has unpacked it', () => {
    const bomb = deflateRawSync(new Uint8Array(64 * 2 ** 20), { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => specFromHash(`#v1.${base64Url(bomb)}`)).toThrow('unpacks to more than 4 MiB');
  });

  it('refuses a link cut anywhere', () => {
    const hash = specToHash((presets[0] ?? { spec: null }).spec as never);
    for (let length = 5; length < hash.length; length += 7) {
      expect(() => specFromHash(hash.slice(0, length))).toThrow(DownhillError);
    }
  });

  it('no hash crashes it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((s) => `#v1.${s.replace(/[+/=]/g, '')}`),
        ),
        (hash) => {
          try {
            specFromHash(hash);
          } catch (error) {
            expect(error).toBeInstanceOf(DownhillError);
          }
        },
      ),
    );
  });
});
