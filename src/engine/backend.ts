import type { ErrorReport } from '../core/errors.ts';
import type { AdapterReport } from '../protocol/messages.ts';

/** What the engine trains on. */
export interface Device {
  readonly report: AdapterReport;
  /** The WebGPU device; null on the other backends, which tfjs holds. */
  readonly gpu: GPUDevice | null;
  /** Resolves once the device can no longer be used, with why. */
  readonly lost: Promise<ErrorReport>;
}

export type Fallback = NonNullable<AdapterReport['fallback']>;
