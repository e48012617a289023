import { DownhillError } from '../core/errors.ts';
import type { ResultFile } from '../race/records.ts';
import type { Verification, VerificationProgress } from '../race/verification.ts';
import { ResultCheck } from '../race/verification.ts';
import type { Client, Listeners } from './client.ts';
import type { SpecRequest } from './messages.ts';

/** An engine of its own for the run, with its client. */
export interface EngineHandle {
  readonly client: Client;
  terminate(): void;
}

export interface VerifyOptions {
  /** Starts the engine; `onCrash` hears of its end. */
  readonly start: (listeners: Listeners, onCrash: (error: DownhillError) => void) => EngineHandle;
  readonly dataUrl: string;
  /** Initial weights, where the experiment begins with a file of them. */
  readonly weights?: SpecRequest['weights'];
  readonly onProgress?: (progress: VerificationProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Trains the experiment of a result again in WebAssembly, every round of it, and compares each loss and evaluation to the
 * bit. Ends at the first that differs.
 * @throws DownhillError where it cannot be trained here, or what the signal was aborted with
 */
export async function verifyResult(
  result: ResultFile,
  { start, dataUrl, weights, onProgress, signal }: VerifyOptions,
): Promise<Verification> {
  signal?.throwIfAborted();
  const check = new ResultCheck(result);
  const over = ending();
  const report = () => {
    const { verification, progress } = check;
    if (progress) onProgress?.(progress);
    if (verification) over.resolve(verification);
  };
  const listeners: Listeners = {
    round: ({ round }) => {
      check.beginRound(round);
      report();
    },
    metrics: (frames) => {
      for (const { lane, firstStep, loss } of frames) check.addLosses(lane, firstStep, loss);
      report();
    },
    evaluation: ({ lane, evaluation }) => {
      check.addEvaluation(lane, evaluation);
      report();
    },
    roundEnd: () => {
      check.endRound();
      report();
    },
    state: ({ state, error }) => {
      if (error) over.reject(new DownhillError(error));
      else if (state === 'finished') over.resolve(check.finish());
    },
  };
  const { client, terminate } = start(listeners, over.reject);
  const stop = () => over.reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const trains = train(client, { dataUrl, request: { spec: result.spec, ...(weights && { weights }) } });
    return await Promise.race([over.promise, trains.then(() => over.promise)]);
  } finally {
    signal?.removeEventListener('abort', stop);
    terminate();
  }
}

/** A promise with its ends; Node 20 has no `Promise.withResolvers`. */
function ending() {
  let resolve: (verification: Verification) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Verification>((...ends) => {
    [resolve, reject] = ends;
  });
  promise.catch(() => undefined); // also rejects where what is asked has already thrown the same
  return { promise, resolve, reject };
}

async function train(
  client: Client,
  { dataUrl, request }: { readonly dataUrl: string; readonly request: SpecRequest },
): Promise<void> {
  const { backend } = await client.call('connect', { prefer: 'wasm', dataUrl });
  if (backend !== 'wasm')
    throw new DownhillError({ code: 'device', fact: { id: 'verifyNeedsWasm', params: {} } });
  await client.call('open', request);
  await client.call('play', {});
}
