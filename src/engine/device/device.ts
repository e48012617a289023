import type { Preference } from '../../protocol/training-facts.ts';
import type { Device, Fallback } from './backend.ts';
import { deviceErrorsOf, firstLine } from './device-errors.ts';

/**
 * Opens the fastest backend there is: WebGPU on a GPU, else WebAssembly, else WebGL on a GPU, else JavaScript, and says why
 * not a faster one. `prefer` asks for one of them.
 */
export async function openDevice(prefer: Preference | null): Promise<Device> {
  if (prefer === 'wasm') return openWithoutGpu({ cause: 'chosen', detail: 'asksWasm' });
  if (prefer === 'webgl' || prefer === 'cpu') {
    return openTfjs({ cause: 'chosen', detail: prefer === 'cpu' ? 'asksCpu' : 'asksWebgl' }, prefer);
  }
  const opened = await openWebGPU();
  if ('cause' in opened) return openWithoutGpu(opened);
  if (prefer === null && opened.report.software) {
    opened.gpu?.destroy();
    return openWithoutGpu({ cause: 'software', detail: 'softwareAdapter' });
  }
  if (prefer !== 'tfjs-webgpu' || opened.gpu === null) return opened;
  const { openTfjsWebGPU } = await import('./tfjs-device.ts');
  return openTfjsWebGPU(opened, { cause: 'chosen', detail: 'asksTfjs' });
}

async function openWithoutGpu(why: Fallback): Promise<Device> {
  const { openWasm } = await import('./wasm-device.ts');
  const opened = await openWasm(why);
  return 'cause' in opened ? openTfjs(opened, 'webgl') : opened;
}

/** tfjs is large, and downloaded only where it is needed. */
async function openTfjs(why: Fallback, first: 'webgl' | 'cpu'): Promise<Device> {
  const { openCpu, openWebGL } = await import('./tfjs-device.ts');
  if (first === 'cpu') return openCpu(why);
  const without = why.detail === 'asksWebgl' ? { ...why, detail: 'asksWebglMissing' } : why;
  const webgl = await openWebGL(why);
  if (webgl && (why.detail === 'asksWebgl' || !webgl.report.software)) return webgl;
  return openCpu(without);
}

async function openWebGPU(): Promise<Device | Fallback> {
  const gpu = globalThis.navigator?.gpu as GPU | undefined;
  if (!gpu) {
    return globalThis.isSecureContext === false
      ? { cause: 'insecure', detail: 'plainHttp' }
      : { cause: 'missing', detail: 'noWebGpu' };
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { cause: 'refused', detail: 'noAdapter' };
    return await openOnAdapter(adapter);
  } catch (error) {
    return { cause: 'refused', detail: error instanceof Error ? firstLine(error.message) : String(error) };
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
