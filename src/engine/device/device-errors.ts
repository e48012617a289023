import { nextTask } from '../../core/delay.ts';
import type { ErrorReport } from '../../core/errors.ts';
import { DownhillError, reportOf } from '../../core/errors.ts';

/** What goes wrong on a device outside of any call: its loss, and errors that nobody asked about. */
export class DeviceErrors {
  /** Resolves once the device can no longer be used, with why. */
  readonly lost: Promise<ErrorReport>;
  readonly #reported: () => Promise<unknown>;
  readonly #listeners = new Set<(failure: ErrorReport) => void>();
  #loss: ErrorReport | null = null;
  #lose: (loss: ErrorReport) => void = () => undefined;

  /** `reported` resolves once what has gone wrong on the device so far is told. */
  constructor(reported: () => Promise<unknown> = async () => undefined) {
    this.#reported = reported;
    this.lost = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  /** Why the device can no longer be used; null as long as it can. */
  get loss(): ErrorReport | null {
    return this.#loss;
  }

  /** Has every failure from now on told to `listener`, until the returned function is called. */
  listen(listener: (failure: ErrorReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An error of the device, which goes on. */
  emit(failure: ErrorReport): void {
    for (const listener of this.#listeners) listener(failure);
  }

  /** The end of the device. */
  lose(loss: ErrorReport): void {
    this.#loss = loss;
    this.#lose(loss);
    this.emit(loss);
  }

  /**
   * Does `work` on the device. A device that fails meanwhile may leave results that look like any other, or rejects with
   * an error that names no cause: either way its failure is thrown instead, and `undo` gets a result nobody will have.
   * @throws DownhillError the first failure of the device, else whatever `work` throws
   */
  async guard<T>(work: () => Promise<T>, undo: (done: T) => void = () => undefined): Promise<T> {
    const heard = this.#loss === null ? [] : [this.#loss];
    const stop = this.listen((failure) => heard.push(failure));
    const check = (cause?: unknown) => {
      if (heard[0]) throw new DownhillError(heard[0], { cause });
    };
    try {
      check();
      const done = await work().catch(async (error: unknown) => {
        await this.#reported();
        check(error);
        throw error;
      });
      if (heard.length > 0) undo(done);
      check();
      return done;
    } finally {
      stop();
    }
  }
}

/** Hears what a WebGPU device has to tell. */
export function deviceErrorsOf(gpu: GPUDevice): DeviceErrors {
  const deviceErrors = new DeviceErrors(async () => {
    await gpu.queue.onSubmittedWorkDone().catch(() => undefined);
    await nextTask();
  });
  gpu.addEventListener('uncapturederror', (event) =>
    deviceErrors.emit(uncaptured((event as GPUUncapturedErrorEvent).error)),
  );
  void gpu.lost.then(({ message }) => deviceErrors.lose(lostReport(firstLine(message))));
  return deviceErrors;
}

const lostReport = (reason: string): ErrorReport =>
  reportOf(
    'device',
    reason === '' ? { id: 'deviceTakenAway', params: {} } : { id: 'deviceLost', params: { reason } },
  );

function uncaptured(error: GPUError): ErrorReport {
  const id = error instanceof GPUOutOfMemoryError ? 'outOfMemory' : 'deviceError';
  return reportOf('device', { id, params: { reason: firstLine(error.message) } });
}

export const firstLine = (text: string): string => text.split('\n', 1)[0]?.slice(0, 160) ?? '';
