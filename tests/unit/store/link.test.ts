import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSpec } from '../../../src/experiment/presets.ts';
import { specFromHash } from '../../../src/experiment/url.ts';
import { writeLink, writeLinkAtRest } from '../../../src/store/link.ts';

/** A browser's address bar that takes nothing while it `refuses`. */
const browser = { rejects: false, written: [] as string[] };

beforeEach(() => {
  vi.useFakeTimers();
  browser.rejects = false;
  browser.written = [];
  vi.stubGlobal('location', { href: 'https://example.org/page?backend=cpu' });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_state: unknown, _title: string, url: string) => {
      if (browser.rejects) throw new DOMException('more than 100 times per 10 seconds', 'SecurityError');
      browser.written.push(url);
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seeded = (seed: number) => ({ ...defaultSpec, seed });
const seeds = () => browser.written.map((url) => specFromHash(new URL(url).hash)?.seed);

describe('the experiment in the address', () => {
  it('is written at once, and keeps the rest of the address', () => {
    writeLink(seeded(3));
    expect(seeds()).toEqual([3]);
    expect(browser.written[0]).toMatch(/^https:\/\/example\.org\/page\?backend=cpu#v/);
  });

  it('is written once edits pause, the last of a row alone', () => {
    for (let seed = 0; seed < 200; seed++) {
      writeLinkAtRest(seeded(seed));
      vi.advanceTimersByTime(50);
    }
    expect(seeds()).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(seeds()).toEqual([199]);
  });

  it('is tried again until the browser takes it, and throws nothing', () => {
    browser.rejects = true;
    writeLink(seeded(7));
    vi.advanceTimersByTime(30_000);
    expect(seeds()).toEqual([]);
    browser.rejects = false;
    vi.advanceTimersByTime(2000);
    expect(seeds()).toEqual([7]);
    vi.advanceTimersByTime(60_000);
    expect(seeds()).toEqual([7]);
  });

  it('is that of the latest, where an earlier one still waits', () => {
    browser.rejects = true;
    writeLink(seeded(1));
    browser.rejects = false;
    writeLink(seeded(2));
    vi.advanceTimersByTime(60_000);
    expect(seeds()).toEqual([2]);
  });
});
