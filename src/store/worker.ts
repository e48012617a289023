import { DownhillError } from '../core/errors.ts';
import type { SilenceReport } from '../protocol/heartbeat.ts';
import type { AdapterReport, Preference } from '../protocol/training-facts.ts';
import { useApp } from './app.ts';
import { listenersOf } from './events.ts';
import { failRun, patchRun } from './patch.ts';
import type { WorkerHandle } from './spawn.ts';
import { spawn } from './spawn.ts';

interface StartedWorker {
  readonly worker: WorkerHandle;
  /** The backend that was asked for. */
  readonly backend: Preference | null;
}

/** Where the life of the worker stands; `gone`: it has died, or has no device. */
type WorkerLife =
  | { readonly id: 'none'; readonly worker: null; readonly backend: null }
  | (StartedWorker & { readonly id: 'connecting'; readonly opening: Promise<AdapterReport | null> })
  | (StartedWorker & { readonly id: 'connected' | 'gone' });

let life: WorkerLife = { id: 'none', worker: null, backend: null };

/** The worker with all that is known of it, as it is now. */
export const workerNow = (): WorkerLife => life;

/**
 * Starts a worker and its device, in place of the one before. Null where that failed, which the page then says.
 * @param onStuck called where the worker is silent over a run given up, and keeps the one asked for from being opened
 */
export function startWorker(prefer: Preference | null, onStuck: () => void): Promise<AdapterReport | null> {
  life.worker?.terminate();
  useApp.setState({ data: null, stalled: [], silence: null }); // those the old worker had
  const started = spawn(
    listenersOf(request),
    (error) => {
      markGone(started);
      useApp.setState({ silence: null });
      failRun(error);
    },
    (silence) => onSilenceChange(silence, started, onStuck),
  );
  life = { id: 'connected', worker: started, backend: prefer }; // from here on what is heard is of this one
  const opening = openDevice(started, prefer).finally(() => {
    if (life.id === 'connecting' && life.opening === opening)
      life = { id: 'connected', worker: started, backend: prefer };
  });
  if (life.id !== 'gone') life = { id: 'connecting', worker: started, backend: prefer, opening };
  return opening;
}

/** The worker is of no more use; nothing where another has taken its place. */
function markGone(worker: WorkerHandle): void {
  if (life.worker === worker) life = { id: 'gone', worker, backend: life.backend };
}

async function openDevice(started: WorkerHandle, prefer: Preference | null): Promise<AdapterReport | null> {
  const { client } = started;
  const go = () => markGone(started);
  try {
    const dataUrl = new URL('data/', document.baseURI).href;
    const adapter = await client.call('connect', { prefer, dataUrl });
    client.call('lost', {}).then(go, go);
    await client.call('speed', { stepsPerSecond: useApp.getState().view.speed });
    useApp.setState({ adapter, bufferLimits: await client.call('limits', {}) });
    return adapter;
  } catch (error) {
    go();
    if (life.worker === started) failRun(error);
    return null;
  }
}

/**
 * The worker is late, or has answered after all (null). The person is asked; but not where it keeps another run from
 * being opened, which the person has asked for: what it is at is of the run given up.
 */
function onSilenceChange(silence: SilenceReport | null, { client }: WorkerHandle, onStuck: () => void): void {
  if (silence !== null && client.isStuckInOldRun) onStuck();
  else useApp.setState({ silence: silence?.cause === 'working' ? null : silence });
}

/** Puts the question away; it is asked again once the worker has been silent for twice as long. */
export function keepWaiting(): void {
  useApp.setState({ silence: null });
}

/** Whether what is opened next wants another worker: this one died, is silent, its device was lost, or failed the run. */
export function needsNewWorker(): boolean {
  if (life.worker?.client.heartbeat.isOverdue) return true;
  const { error } = useApp.getState().run;
  return life.id === 'gone' || (error?.code === 'device' && error.path === undefined); // a path: the experiment is at fault
}

/** The worker, to be asked. @throws DownhillError code `worker` where none is running */
export function requireWorker(): WorkerHandle {
  if (life.worker) return life.worker;
  throw new DownhillError({ code: 'worker', fact: { id: 'noWorker', params: {} } });
}

/** Asks the worker something whose failure is the run's. */
export function request(kind: 'play' | 'pause' | 'step'): void {
  patchRun({ endRequested: false });
  requireWorker().client.call(kind, {}).catch(failUnlessReplaced);
}

/** The run failed with what the worker was asked; not where the worker was replaced, whose run is over. */
export function failUnlessReplaced(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'worker')) failRun(error);
}
