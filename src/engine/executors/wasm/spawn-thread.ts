import type { ThreadStart } from './task-runner.ts';
import { controlWords, taskRunner } from './task-runner.ts';

/** A thread that was asked for. */
export interface ThreadHandle {
  /** Resolves once it can take tasks. */
  readonly ready: Promise<void>;
  /** Resolves where it fails or ends by itself. */
  readonly ended: Promise<void>;
  terminate(): void;
}

export type SpawnThread = (start: ThreadStart) => ThreadHandle;

/** How a thread is made here; null where memory cannot be shared, or where this thread may not wait for others. */
export function threadSpawner(): SpawnThread | null {
  if (typeof SharedArrayBuffer === 'undefined' || globalThis.crossOriginIsolated === false) return null;
  if (typeof document !== 'undefined') return null;
  const node = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (node) return (start) => nodeThread(new node.Worker(nodeSource, { eval: true, workerData: start }));
  return typeof Worker === 'undefined' ? null : spawnInBrowser;
}

/** A worker of the worker that trains. */
function spawnInBrowser(start: ThreadStart): ThreadHandle {
  const worker = new Worker(new URL('../../../workers/thread.worker.ts', import.meta.url), {
    type: 'module',
  });
  const ready = new Promise<void>((resolve) => {
    worker.onmessage = () => resolve();
  });
  const ended = new Promise<void>((resolve) => {
    worker.onerror = () => resolve();
  });
  worker.postMessage(start);
  return { ready, ended, terminate: () => worker.terminate() };
}

/** Node reads no TypeScript in a worker: it is given the source of the one function that it runs. */
const nodeSource = `
${taskRunner};
const { parentPort, workerData: start } = require('node:worker_threads');
const instance = new WebAssembly.Instance(start.kernels, { env: { memory: start.memory } });
const runner = ${taskRunner.name}(instance.exports, start.jobs, start.control, ${JSON.stringify(controlWords)});
parentPort.postMessage('ready');
runner.serve(start.index);
`;

/** What is needed of a worker of Node. */
interface NodeWorker {
  once(event: 'message' | 'error' | 'exit', listener: () => void): unknown;
  unref(): void;
  terminate(): unknown;
}

function nodeThread(worker: NodeWorker): ThreadHandle {
  const ready = new Promise<void>((resolve) => {
    worker.once('message', () => resolve());
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
  worker.unref(); // threads keep no process alive
  return { ready, ended, terminate: () => void worker.terminate() };
}
