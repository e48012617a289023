import type { ThreadStart } from '../engine/executors/wasm/task-runner.ts';
import { controlWords, taskRunner } from '../engine/executors/wasm/task-runner.ts';

/** A thread beside the worker that trains: it takes tasks until it is ended. */
self.onmessage = ({ data }: MessageEvent<ThreadStart>) => {
  const { index, kernels, memory, jobs, control } = data;
  const { exports } = new WebAssembly.Instance(kernels, { env: { memory } });
  const runner = taskRunner(exports, jobs, control, controlWords);
  self.postMessage('ready');
  runner.serve(index);
  self.close();
};
