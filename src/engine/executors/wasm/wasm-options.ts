import type { CallLoweringOptions } from '../../../compiler/wasm/lower-run.ts';
import type { NamedValues } from '../../../nn/model.ts';
import type { Normalize } from '../decode.ts';
import type { Samples } from '../executor.ts';

/** What an executor in WebAssembly is built from. */
export interface WasmOptions extends CallLoweringOptions {
  readonly weights: readonly NamedValues[];
  /** Running statistics to start from; each layer's own where absent. */
  readonly state?: readonly NamedValues[];
  readonly dataset: Samples;
  readonly normalize: Normalize;
  /** Of the random streams. */
  readonly seed: number;
}
