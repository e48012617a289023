/** Who takes part; `ours-4` is ours with four lanes at once, `ours-wasm` ours on the CPU. */
export type ContestantId =
  | 'ours'
  | 'ours-4'
  | 'ours-wasm'
  | 'tfjs-webgpu'
  | 'tfjs-webgl'
  | 'tfjs-cpu'
  | 'jax'
  | 'jax-wasm'
  | 'convnet';

/** Where a contestant's work is done. */
export interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** True where the CPU does the work. */
  readonly software: boolean;
}

/** What a few steps gave. */
export interface StepResults {
  /** Each step's loss, before its update. */
  readonly losses: readonly number[];
  /** Time in JavaScript that handed the steps to the GPU; reading the losses is left out. */
  readonly jsMs: number;
}

/** A library with the network, its weights and its optimizer, ready to train. */
export interface Contestant {
  readonly adapter: Adapter;
  /** GPU dispatches a step, where the contestant knows; null to have the calls counted. */
  readonly dispatchesPerStep: number | null;
  /** What a reader of the result should know. */
  readonly notes: readonly string[];
  /** Takes steps `first` to `first + count − 1`; resolves once all of their losses were read. */
  runSteps(first: number, count: number): Promise<StepResults>;
}
