import { describe, expect, it } from 'vitest';
import { Silence } from '../../../src/core/silence.ts';

describe('a silence', () => {
  it('lasts from the first tick, or from what was heard last', () => {
    const silence = new Silence(1000);
    silence.tick(5000);
    expect(silence.ms).toBe(0);
    silence.tick(6000);
    silence.tick(7100);
    expect(silence.ms).toBe(2100);
    silence.heard();
    expect(silence.ms).toBe(0);
    silence.tick(7600);
    expect(silence.ms).toBe(500);
  });

  it('counts a gap without ticks as two of them, however long the machine slept', () => {
    const silence = new Silence(1000);
    silence.tick(0);
    silence.tick(8 * 3600_000);
    expect(silence.ms).toBe(2000);
    silence.tick(8 * 3600_000 + 1000);
    expect(silence.ms).toBe(3000);
  });
});
