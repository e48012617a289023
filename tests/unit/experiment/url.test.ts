import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { presets } from '../../../src/experiment/presets.ts';
import { fitsLink, specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { en } from '../../support/translator.ts';

/** The text of the error, which must be one of ours. */
function rejection(hash: string): string {
  try {
    specFromHash(hash);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    return errorText(en, toErrorReport(error));
  }
  throw new Error('was taken');
}

const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('links', () => {
  it.each(presets)('carry $id and bring it back, in at most 620 letters and 100 a lane', ({ spec }) => {
    const hash = specToHash(spec);
    expect(hash).toMatch(/^#v2\.[A-Za-z0-9_-]{4}\.[A-Za-z0-9_-]+$/);
    expect(hash.length).toBeLessThan(620 + 100 * spec.lanes.length);
    expect(specFromHash(hash)).toEqual(spec);
  });

  it('carries nothing where there is no hash', () => {
    expect(specFromHash('')).toBeNull();
    expect(specFromHash('#')).toBeNull();
  });

  it.each([
    ['#v3.abc', 'must begin with #v2., got "#v3.abc"'],
    ['#about', 'must begin with #v2., got "#about"'],
    ['#v2.abc', 'is cut short'],
    ['#v2.AAAA.abc', 'is damaged: its checksum does not match'],
    ['#v1.***', 'has a letter that no link has'],
    [
      `#v1.${base64Url(deflateSync(strToU8(`{"version":1,"name":${'['.repeat(5000)}`)))}`,
      'nests deeper than any',
    ],
    [`#v1.${'A'.repeat(300_000)}`, 'must have at most 262144 letters'],
    ['#v1.AAAA', 'link: '],
    [`#v1.${base64Url(deflateSync(strToU8('not json')))}`, 'does not hold an experiment'],
    [`#v1.${base64Url(deflateSync(strToU8('{}')))}`, 'data: is missing'],
  ])('refuses %s', (hash, message) => {
    expect(rejection(hash)).toContain(message);
  });

  it('brings back an experiment with thousands of live edits', () => {
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
    expect(rejection(`#v1.${base64Url(bomb)}`)).toContain('unpacks to more than 1 MiB');
  });

  it('refuses a link cut anywhere', () => {
    const hash = specToHash((presets[0] ?? { spec: null }).spec as never);
    for (let length = 5; length < hash.length; length += 7) {
      expect(() => specFromHash(hash.slice(0, length))).toThrow(DownhillError);
    }
  });

  const [first] = presets;
  if (!first) throw new Error('no preset');
  const unchecked = (json: unknown) => `#v1.${base64Url(deflateSync(strToU8(JSON.stringify(json))))}`;

  it('made before links had a checksum still open', () => {
    expect(specFromHash(unchecked(first.spec))).toEqual(first.spec);
    // as the page wrote it at the time: what is null is left out
    const written = JSON.stringify(first.spec, (_, value: unknown) => (value === null ? undefined : value));
    expect(specFromHash(unchecked(JSON.parse(written)))).toEqual(first.spec);
  });

  it('with any one letter changed, left out, doubled or swapped open no other experiment', () => {
    const hash = specToHash(first.spec);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#';
    const changed = new Set<string>();
    for (let at = 0; at < hash.length; at++) {
      const [before, letter, after] = [hash.slice(0, at), hash.charAt(at), hash.slice(at + 1)];
      for (const other of letters) changed.add(before + other + after);
      changed.add(before + after);
      changed.add(before + letter + letter + after);
      changed.add(before + after.slice(0, 1) + letter + after.slice(1));
    }
    changed.delete(hash);
    expect(changed.size).toBeGreaterThan(36_000);
    const opened = [...changed].filter((link) => {
      try {
        specFromHash(link);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(DownhillError);
        return false;
      }
    });
    expect(opened).toEqual([]);
  });

  it('tell what is wrong with one as a fact, for the page to put in words', () => {
    const faultOf = (hash: string) => {
      try {
        specFromHash(hash);
      } catch (error) {
        return (error as DownhillError).fault;
      }
      throw new Error('was taken');
    };
    const link = (id: string) => ({ of: 'link', id });
    expect(faultOf(specToHash(first.spec).slice(0, -1))).toEqual(link('damaged'));
    expect(faultOf('#v1.AAAA')).toEqual(link('damaged'));
    expect(faultOf('#v9.AAAA')).toEqual(link('newer'));
    expect(faultOf(unchecked({ ...first.spec, version: 3 }))).toEqual(link('newer'));
    expect(faultOf('#top')).toEqual(link('foreign'));
    expect(faultOf(unchecked({ name: 'x'.repeat(2 ** 21) }))).toEqual(link('large'));
    expect(faultOf(unchecked({ ...first.spec, seed: -1 }))).toEqual(link('experiment'));
  });

  it('with more than lists have room for are refused by the list, before its entries are looked at', () => {
    const classes = Array.from({ length: 130_000 }, () => 'x');
    const hash = unchecked({ ...first.spec, data: { ...first.spec.data, classes } });
    expect(rejection(hash)).toContain('data.classes: must have at most 1024 entries, got 130000');
    const lanes = first.spec.lanes.map((lane) => ({
      ...lane,
      events: Array.from({ length: 15_000 }, () => 0),
    }));
    expect(rejection(unchecked({ ...first.spec, lanes }))).toContain('lanes[0].events[0]: ');
  });

  it('can carry some 17 minutes of live edits, and the page knows beforehand', () => {
    const withEvents = (count: number) => {
      const events = Array.from({ length: count }, (_, i) => ({
        step: i + 1,
        set: { 'optimizer.lr': 0.1 + i / 1e6 },
      }));
      return {
        ...first.spec,
        lanes: first.spec.lanes.map((lane, i) => (i === 0 ? { ...lane, events } : lane)),
      };
    };
    expect(fitsLink(withEvents(18_000))).toBe(true);
    expect(specFromHash(specToHash(withEvents(18_000)))?.lanes[0]?.events).toHaveLength(18_000);
    expect(fitsLink(withEvents(30_000))).toBe(false);
  });

  it('no hash crashes it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((s) => `#v1.${s.replace(/[+/=]/g, '')}`),
          fc.base64String().map((s) => `#v2.${s.replace(/[+/=]/g, '')}`),
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
