/** Calls to the graphics interface. */
export interface CallCounts {
  dispatches: number;
  /** WebGL's way to compute. */
  draws: number;
  submits: number;
  queueWrites: number;
  bindGroups: number;
  buffers: number;
}

type Method = (...args: never[]) => unknown;

/** Counts what `work` calls, in this thread. Nothing is in the way before and after. */
export async function countCalls<T>(work: () => Promise<T>): Promise<{ result: T; calls: CallCounts }> {
  const calls: CallCounts = {
    dispatches: 0,
    draws: 0,
    submits: 0,
    queueWrites: 0,
    bindGroups: 0,
    buffers: 0,
  };
  const restore = [
    spy(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => calls.dispatches++),
    spy(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => calls.dispatches++),
    spy(GPUQueue.prototype, 'submit', () => calls.submits++),
    spy(GPUQueue.prototype, 'writeBuffer', () => calls.queueWrites++),
    spy(GPUDevice.prototype, 'createBindGroup', () => calls.bindGroups++),
    spy(GPUDevice.prototype, 'createBuffer', () => calls.buffers++),
    spy(WebGL2RenderingContext.prototype, 'drawElements', () => calls.draws++),
    spy(WebGL2RenderingContext.prototype, 'drawArrays', () => calls.draws++),
  ];
  try {
    return { result: await work(), calls };
  } finally {
    for (const undo of restore) undo();
  }
}

function spy<Name extends string>(owner: Record<Name, Method>, name: Name, onCall: () => void): () => void {
  const original = owner[name];
  owner[name] = function (this: unknown, ...args: never[]) {
    onCall();
    return original.apply(this, args);
  };
  return () => {
    owner[name] = original;
  };
}
