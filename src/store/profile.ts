import { create } from 'zustand';
import type { ErrorReport } from '../core/errors.ts';
import { toErrorReport } from '../core/errors.ts';
import { viewKey } from '../data/view.ts';
import { updateOf } from '../experiment/lane-update.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { ProfileReport } from '../protocol/run-reports.ts';
import { useApp } from './app.ts';
import { requireWorker } from './worker.ts';

interface ProfileState {
  readonly measuring: boolean;
  /** The latest that succeeded, and of which experiment. */
  readonly measured: { readonly report: ProfileReport; readonly spec: ExperimentSpec } | null;
  /** Why the latest failed. */
  readonly error: ErrorReport | null;
}

/** What a step spends its time on; apart from the run, which it outlives. */
export const useProfile = create<ProfileState>(() => ({ measuring: false, measured: null, error: null }));

/** Times the kernels of a step of the current experiment, which pauses the run. Does nothing while it is at it. */
export function measureProfile(): void {
  if (useProfile.getState().measuring) return;
  const { spec } = useApp.getState();
  useProfile.setState({ measuring: true, error: null });
  measure(spec).then(
    (report) => useProfile.setState({ measuring: false, measured: { report, spec } }),
    (error: unknown) => useProfile.setState({ measuring: false, error: toErrorReport(error) }),
  );
}

async function measure(spec: ExperimentSpec): Promise<ProfileReport> {
  return requireWorker().client.call('profile', { spec });
}

/** Whether a step of both experiments runs the same kernels. */
export function haveSameStep(a: ExperimentSpec, b: ExperimentSpec): boolean {
  return kernelsOf(a) === kernelsOf(b);
}

/** All that is written into a kernel of a step: shapes, and what the generators are told besides. */
function kernelsOf({ data, model, training, lanes }: ExperimentSpec): string {
  const { id, batchSize, augment } = data;
  const updates = lanes.map((lane) => ({ ...updateOf(lane), optimizer: lane.optimizer.id }));
  const images = [id, viewKey(data), batchSize, augment];
  return JSON.stringify([images, { ...model, init: null }, training.labelSmoothing, updates]);
}
