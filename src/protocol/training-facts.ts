export type Backend = 'webgpu' | 'wasm' | 'webgl' | 'cpu';
/** What the address may ask for; `tfjs-webgpu` takes each step through stock tfjs, for comparison. */
export type Preference = Backend | 'tfjs-webgpu';

/** What a device grants of one buffer, in bytes, by WebGPU's names. */
export interface DeviceLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

/** Where the training runs, and why it is not somewhere faster. */
export interface AdapterReport {
  readonly backend: Backend;
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** True where the work is done by the CPU: WebAssembly, a software adapter, or the CPU backend. */
  readonly software: boolean;
  /** Why a faster backend is not used; null on WebGPU. */
  readonly fallback: {
    readonly cause: FallbackCause;
    readonly detail: FallbackDetail | (string & {});
  } | null;
}

/** Why, more closely; any other text is what the browser said when it refused a device. */
export type FallbackDetail =
  | 'plainHttp'
  | 'noWebGpu'
  | 'noAdapter'
  | 'softwareAdapter' // WebGPU by the CPU, where WebAssembly is quicker
  | 'noWasm'
  | 'noSimd'
  | 'wasmForbidden' // by the policy of the page
  | 'webglFaster' // than WebAssembly, as was measured here
  | 'asksCpu' // the address asks for it
  | 'asksWasm'
  | 'asksWebgl'
  | 'asksWebglMissing' // and this browser has none
  | 'asksTfjs';

export type FallbackCause =
  | 'insecure' // opened over plain http from another machine
  | 'missing' // the browser has no WebGPU
  | 'refused' // the browser has it and gave no adapter or no device
  | 'software' // the browser gave a software adapter
  | 'chosen' // the address asked for it
  | 'measured'; // another was quicker for such networks on this machine

export type Split = 'validation' | 'test';

export interface Evaluation {
  /** How many steps had been taken. */
  readonly step: number;
  readonly split: Split;
  readonly loss: number;
  readonly accuracy: number;
  /** confusion[actual][predicted], in images. */
  readonly confusion: readonly (readonly number[])[];
}

export interface EpochLoss {
  /** 1 for the first. */
  readonly epoch: number;
  /** Mean of the losses of the epoch's steps, as they were when each was taken. */
  readonly runningLoss: number;
}
