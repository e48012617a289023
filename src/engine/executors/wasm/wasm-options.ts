import type { CallLoweringOptions } from '../../../compiler/wasm/lower-run.ts';
import type { ModelId } from '../../../nn/index.ts';
import type { NamedValues } from '../../../nn/model.ts';
import type { PassingSamples } from '../arriving-samples.ts';
import type { Normalize } from '../decode.ts';
import type { Samples } from '../executor.ts';

/** The most steps of one call of `run` on the CPU. */
export const maxStepsPerRun = 64;

/** What an executor in WebAssembly is built from. */
export interface WasmOptions extends CallLoweringOptions {
  readonly weights: readonly NamedValues[];
  /** Running statistics to start from; each layer's own where absent. */
  readonly state?: readonly NamedValues[];
  readonly dataset: Samples | PassingSamples;
  readonly normalize: Normalize;
  /** Of which family the network is; named where memory lacks. */
  readonly model?: ModelId;
  /** The options that its weights grow with, as paths into the spec. */
  readonly widths?: readonly string[];
  /** Of the random streams. */
  readonly seed: number;
  /** The most threads that work on a step; 1 where absent. Bits are the same with any number of them. */
  readonly threads?: number;
}
