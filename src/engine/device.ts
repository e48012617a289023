import * as tf from '@tensorflow/tfjs';
import type { ErrorReport } from '../core/errors.ts';
import type { AdapterReport, Backend, FallbackCause } from '../protocol/messages.ts';

/** What the engine trains on. */
export interface Device {
  readonly report: AdapterReport;
  /** The WebGPU device; null on the other backends. */
  readonly gpu: GPUDevice | null;
  /** Resolves once the device can no longer be used, with why. */
  readonly lost: Promise<ErrorReport>;
}

type Fallback = AdapterReport['fallback'];

/**
 * Opens the fastest backend there is: WebGPU, else WebGL, else the processor, and says why not a faster one.
 * `prefer` asks for one of the slower ones.
 */
export async function openDevice(prefer: Backend | null): Promise<Device> {
  if (prefer === 'webgl' || prefer === 'cpu') {
    const fallback: Fallback = { cause: 'chosen', message: `the address asks for ${backendNames[prefer]}` };
    return (prefer === 'webgl' ? await openWebGL(fallback) : null) ?? openCpu(fallback);
  }
  const opened = await openWebGPU();
  if (!('cause' in opened)) return opened;
  return (await openWebGL(opened)) ?? openCpu(opened);
}

const backendNames: Record<Backend, string> = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'the processor' };

const refused = (cause: FallbackCause, message: string) => ({ cause, message });

async function openWebGPU(): Promise<Device | NonNullable<Fallback>> {
  const gpu = globalThis.navigator?.gpu as GPU | undefined;
  if (!gpu) {
    return globalThis.isSecureContext === false
      ? refused('insecure', 'this page was opened over plain http from another machine, where browsers withhold WebGPU')
      : refused('missing', 'this browser has no WebGPU');
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return refused('refused', 'the browser has WebGPU but gave no adapter');
    return await openOnAdapter(adapter);
  } catch (error) {
    return refused('refused', `the browser refused its WebGPU device (${error instanceof Error ? error.message : error})`);
  }
}

/** A tfjs backend on a device of our own, with the adapter's limits and its losses heard. */
export async function openOnAdapter(adapter: GPUAdapter): Promise<Device> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    },
  });
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info));
  // its other choice sums with float atomics, so the same seed would not give the same losses
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', matMulPacked);
  await tf.setBackend('webgpu');
  await tf.ready();
  const software = info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe/i.test(`${info.architecture} ${info.description}`);
  return {
    gpu: device,
    lost: lossOf(device),
    report: {
      backend: 'webgpu',
      vendor: info.vendor,
      architecture: info.architecture,
      description: info.description,
      software,
      fallback: null,
    },
  };
}

const matMulPacked = 3;

function lossOf(device: GPUDevice): Promise<ErrorReport> {
  const lost = device.lost.then(({ message }): string => message || 'the browser took it away');
  const outOfMemory = new Promise<string>((resolve) => {
    device.addEventListener('uncapturederror', (event) => resolve((event as GPUUncapturedErrorEvent).error.message));
  });
  return Promise.race([lost, outOfMemory]).then((why) => ({
    code: 'device',
    message: `GPU: was lost (${firstLine(why)})`,
    hint: 'Restart trains again from the same initial weights; if it is lost again, use smaller batches or fewer filters.',
  }));
}

const firstLine = (text: string): string => text.split('\n', 1)[0]?.slice(0, 160) ?? '';

async function openWebGL(fallback: NonNullable<Fallback>): Promise<Device | null> {
  try {
    if (!(await tf.setBackend('webgl'))) return null;
    await tf.ready();
    const renderer = rendererName();
    return {
      gpu: null,
      lost: new Promise(() => undefined),
      report: {
        backend: 'webgl',
        vendor: '',
        architecture: '',
        description: renderer,
        software: /swiftshader|llvmpipe|software/i.test(renderer),
        fallback,
      },
    };
  } catch {
    return null;
  }
}

function rendererName(): string {
  const backend = tf.backend() as unknown as { gpgpu?: { gl?: WebGL2RenderingContext } };
  const gl = backend.gpgpu?.gl;
  const extension = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : 'WebGL';
}

async function openCpu(fallback: NonNullable<Fallback>): Promise<Device> {
  await tf.setBackend('cpu');
  await tf.ready();
  return {
    gpu: null,
    lost: new Promise(() => undefined),
    report: { backend: 'cpu', vendor: '', architecture: '', description: 'processor', software: true, fallback },
  };
}
