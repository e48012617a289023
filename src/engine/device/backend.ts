import type { AdapterReport } from '../../protocol/messages.ts';
import type { Failures } from './failures.ts';

/** What the engine trains on. */
export interface Device {
  readonly report: AdapterReport;
  /** The WebGPU device; null on the other backends, which tfjs holds. */
  readonly gpu: GPUDevice | null;
  readonly failures: Failures;
}

export type Fallback = NonNullable<AdapterReport['fallback']>;
