import { create, globals } from 'webgpu';
import type { Device } from '../../src/engine/device/backend.ts';
import { openOnAdapter } from '../../src/engine/device/device.ts';

Object.assign(globalThis, globals);

/**
 * While something is under way on a device, Dawn's binding asks for news by one `setImmediate` after another, which keeps a
 * core busy that could compile. After the first few it asks once a millisecond.
 */
function pollPatiently(): void {
  const { setImmediate } = globalThis;
  let polls = 0;
  let isPolling = false;
  const next = (callback: (...args: unknown[]) => void, ...args: unknown[]) => {
    const isDawn = callback.name === '' && String(callback) === 'function () { [native code] }';
    if (!isDawn) return setImmediate(callback, ...args);
    polls = isPolling ? polls + 1 : 0;
    const poll = () => {
      isPolling = true;
      callback();
      isPolling = false;
    };
    return polls < 5 ? setImmediate(poll) : setTimeout(poll, 1);
  };
  globalThis.setImmediate = Object.assign(next, setImmediate) as typeof setImmediate;
}
pollPatiently();

/**
 * Dawn's object must outlive every device made from it, or the process dies. Its zeroing of workgroup memory, which no
 * kernel relies on, takes the software adapter seconds to compile.
 */
const gpu = create(['enable-dawn-features=disable_workgroup_init']);
/** Dawn's null backend takes every command and does nothing. */
const nothing = create(['backend=null']);
// tfjs looks for WebGPU where a browser has it
Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });

/** Chromium's software adapter (VK_ICD_FILENAMES), or the machine's GPU. @throws where there is none */
export async function openAdapter(): Promise<GPUAdapter> {
  const adapter = await gpu.requestAdapter();
  if (!adapter)
    throw new Error('no WebGPU adapter: set VK_ICD_FILENAMES to vk_swiftshader_icd.json of a Chromium');
  return adapter;
}

/**
 * A device of the test's own, with WebGPU's default limits but for the sizes of buffers: for a test that destroys it or
 * changes what it does. An error nobody asked about is thrown.
 */
export async function openDevice(): Promise<GPUDevice> {
  const adapter = await openAdapter();
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  device.addEventListener('uncapturederror', (event) => {
    throw new Error(`WebGPU: ${(event as GPUUncapturedErrorEvent).error.message}`);
  });
  return device;
}

/**
 * A device that does nothing, of the test's own, with the largest buffers there are: enough to count what is made, and what
 * a step costs the host.
 */
export async function openIdleDevice(): Promise<GPUDevice> {
  const adapter = await nothing.requestAdapter();
  if (!adapter) throw new Error('Dawn gave no null adapter');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return adapter.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
}

/** A device as the page opens it, of the test's own. */
export async function openPageDevice(): Promise<Device & { readonly gpu: GPUDevice }> {
  const device = await openOnAdapter(await openAdapter());
  const { gpu: opened } = device;
  if (opened === null) throw new Error('no WebGPU device');
  return { ...device, gpu: opened };
}

let shared: ReturnType<typeof openDevice> | null = null;
let sharedAsOnPage: ReturnType<typeof openPageDevice> | null = null;

/**
 * The device that all files of a worker share, as `openDevice` gives it. Leave it as it was: destroy nothing but what was
 * made on it.
 */
export function sharedDevice(): Promise<GPUDevice> {
  shared ??= openDevice().then((device) => {
    keepPipelines(device);
    return device;
  });
  return shared;
}

/** The device that all files of a worker share, as the page opens it. Leave it as it was. */
export function sharedPageDevice(): ReturnType<typeof openPageDevice> {
  sharedAsOnPage ??= openPageDevice().then((device) => {
    keepPipelines(device.gpu);
    return device;
  });
  return sharedAsOnPage;
}

/**
 * Has a device compile each kernel once in its life, whoever asks for it: compiling is most of what the software adapter
 * does in these tests. What does not compile is tried again.
 */
function keepPipelines(device: GPUDevice): void {
  const { createShaderModule, createComputePipelineAsync } = device;
  const wgslOf = new WeakMap<GPUShaderModule, string>();
  const compiled = new Map<
    string,
    { readonly module: GPUShaderModule; readonly pipeline: Promise<GPUComputePipeline> }
  >();
  device.createShaderModule = (descriptor) => {
    const module = compiled.get(descriptor.code)?.module ?? createShaderModule.call(device, descriptor);
    wgslOf.set(module, descriptor.code);
    return module;
  };
  device.createComputePipelineAsync = (descriptor) => {
    const { module, entryPoint, constants } = descriptor.compute;
    const code = wgslOf.get(module);
    const isPlain = descriptor.layout === 'auto' && entryPoint === 'main' && constants === undefined;
    const earlier = code === undefined ? undefined : compiled.get(code);
    if (earlier && isPlain) return earlier.pipeline;
    const pipeline = createComputePipelineAsync.call(device, descriptor);
    if (code !== undefined && isPlain) {
      compiled.set(code, { module, pipeline });
      pipeline.catch(() => compiled.delete(code));
    }
    return pipeline;
  };
}
