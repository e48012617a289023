import type { Preference } from '../protocol/training-facts.ts';

/** A key of the address whose value is none of those there are. */
export interface AddressError {
  readonly key: string;
  readonly value: string;
  readonly allowed: readonly string[];
}

/** What the address asks for besides an experiment. */
export interface Address {
  /** Null for the fastest there is. */
  readonly backend: Preference | null;
  readonly error: AddressError | null;
}

const backends: readonly Preference[] = ['webgpu', 'wasm', 'tfjs-webgpu', 'webgl', 'cpu'];

/**
 * `?backend=` asks for one of the backends, to compare. Keys that are not ours
 * are let be: sites that pass links on add theirs.
 */
export function readAddress(search: string): Address {
  const requested = new URLSearchParams(search).getAll('backend');
  const requestedBackend = backends.find((backend) => backend === requested[0]?.toLowerCase()) ?? null;
  const odd =
    requestedBackend === null ? requested[0] : requested.slice(1).find((value) => value !== requested[0]);
  return {
    backend: requestedBackend,
    error: odd === undefined ? null : { key: 'backend', value: odd, allowed: backends },
  };
}
