import type { AdapterReport } from '../../protocol/training-facts.ts';
import type { DeviceErrors } from './device-errors.ts';

/** What the engine trains on. */
export interface Device {
  readonly report: AdapterReport;
  /** The WebGPU device; null on the other backends, which tfjs holds. */
  readonly gpu: GPUDevice | null;
  readonly deviceErrors: DeviceErrors;
}

export type Fallback = NonNullable<AdapterReport['fallback']>;
