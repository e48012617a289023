import type { FallbackCause, Preference } from '../../protocol/messages.ts';
import type { Device, Fallback } from './backend.ts';
import { deviceErrorsOf, firstLine } from './device-errors.ts';

const backendNames: Record<Preference, string> = {
  webgpu: 'WebGPU',
  'tfjs-webgpu': 'stock TensorFlow.js on WebGPU',
  webgl: 'WebGL',
  cpu: 'the processor',
};

/**
 * Opens the fastest backend there is: WebGPU, else WebGL, else the CPU, and says why not a faster one.
 * `prefer` asks for one of the slower ones.
 */
export async function openDevice(prefer: Preference | null): Promise<Device> {
  if (prefer === 'webgl' || prefer === 'cpu') {
    return openFallback(fallbackFor('chosen', `the address asks for ${backendNames[prefer]}`), prefer);
  }
  const opened = await openWebGPU();
  if ('cause' in opened) return openFallback(opened, 'webgl');
  if (prefer !== 'tfjs-webgpu' || opened.gpu === null) return opened;
  const { openTfjsWebGPU } = await import('./tfjs-device.ts');
  return openTfjsWebGPU(opened, fallbackFor('chosen', `the address asks for ${backendNames[prefer]}`));
}

/** tfjs is large, and downloaded only where it is needed. */
async function openFallback(why: Fallback, first: 'webgl' | 'cpu'): Promise<Device> {
  const { openCpu, openWebGL } = await import('./tfjs-device.ts');
  if (first === 'cpu') return openCpu(why);
  const isChosen = why.cause === 'chosen';
  const without = isChosen ? fallbackFor('chosen', `${why.message}, which this browser does not offer`) : why;
  return (await openWebGL(why)) ?? openCpu(without);
}

const fallbackFor = (cause: FallbackCause, message: string): Fallback => ({ cause, message });

async function openWebGPU(): Promise<Device | Fallback> {
  const gpu = globalThis.navigator?.gpu as GPU | undefined;
  if (!gpu) {
    return globalThis.isSecureContext === false
      ? fallbackFor(
          'insecure',
          'this page was opened over plain http from another machine, where browsers withhold WebGPU',
        )
      : fallbackFor('missing', 'this browser has no WebGPU');
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return fallbackFor('refused', 'the browser has WebGPU but gave no adapter');
    return await openOnAdapter(adapter);
  } catch (error) {
    const why = error instanceof Error ? firstLine(error.message) : String(error);
    return fallbackFor('refused', `the browser refused its WebGPU device (${why})`);
  }
}

/** A device of our own with the adapter's limits and, where granted, timestamp queries; its failures are heard. */
export async function openOnAdapter(adapter: GPUAdapter): Promise<Device> {
  const { limits, info, features } = adapter;
  const gpu = await adapter.requestDevice({
    requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    },
  });
  const { vendor, architecture, description } = info;
  const named = /swiftshader|llvmpipe|lavapipe/i.test(`${architecture} ${description}`);
  const software = info.isFallbackAdapter === true || named;
  return {
    gpu,
    deviceErrors: deviceErrorsOf(gpu),
    report: { backend: 'webgpu', vendor, architecture, description, software, fallback: null },
  };
}
