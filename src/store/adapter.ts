import type { AdapterReport } from '../protocol/training-facts.ts';

/** Whether a step takes so long that narrow networks are offered: on the CPU without our own kernels for it. */
export const isSlow = (adapter: AdapterReport | null): boolean =>
  adapter?.software === true && adapter.backend !== 'wasm';
