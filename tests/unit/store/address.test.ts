import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src/store/address.ts';

describe('the address', () => {
  it.each([
    ['', null],
    ['?utm_source=mail&lang=de', null],
    ['?backend=cpu', 'cpu'],
    ['?x=1&backend=tfjs-webgpu', 'tfjs-webgpu'],
    ['?backend=WebGL', 'webgl'],
    ['?backend=cpu&backend=cpu', 'cpu'],
  ])('%s asks for %s, and for nothing there is not', (search, backend) => {
    expect(readAddress(search)).toEqual({ backend, error: null });
  });

  it.each([
    ['?backend=nonsense', null, 'nonsense'],
    ['?backend=', null, ''],
    ['?backend=constructor', null, 'constructor'],
    ['?backend=cpu&backend=webgl', 'cpu', 'webgl'],
  ])('%s trains on %s, and says that “%s” is not taken', (search, backend, value) => {
    expect(readAddress(search)).toEqual({
      backend,
      error: { key: 'backend', value, allowed: ['webgpu', 'wasm', 'tfjs-webgpu', 'webgl', 'cpu'] },
    });
  });
});
