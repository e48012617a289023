import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Device, Fallback } from './backend.ts';
import { isSoftwareRenderer } from './choice-store.ts';
import { DeviceErrors } from './device-errors.ts';

const matMulPacked = 3;

/** Stock tfjs on a WebGPU device of ours: slow, and the reference the compiled engine is held against. */
export async function openTfjsWebGPU(device: Device, fallback: Fallback): Promise<Device> {
  const { gpu, report } = device;
  if (gpu === null) throw new RangeError('tfjs on WebGPU: needs a WebGPU device');
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu');
  const { vendor, architecture } = report;
  tf.registerBackend('webgpu', () => new WebGPUBackend(gpu, { vendor, architecture } as GPUAdapterInfo));
  // what it would choose itself sums with float atomics, and the same seed would not give the same losses
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', matMulPacked);
  await tf.setBackend('webgpu');
  await tf.ready();
  return { ...device, gpu: null, report: { ...report, fallback } };
}

/** tfjs on WebGL; null where the browser gives no context. */
export async function openWebGL(fallback: Fallback): Promise<Device | null> {
  try {
    if (!(await tf.setBackend('webgl'))) return null;
    await tf.ready();
  } catch {
    return null;
  }
  const description = rendererName();
  const software = isSoftwareRenderer(description);
  const report = { backend: 'webgl', vendor: '', architecture: '', description, software, fallback } as const;
  return { gpu: null, deviceErrors: new DeviceErrors(), report };
}

/** tfjs on the CPU, which every browser has. */
export async function openCpu(fallback: Fallback): Promise<Device> {
  await tf.setBackend('cpu');
  await tf.ready();
  const report = {
    backend: 'cpu',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback,
  } as const;
  return { gpu: null, deviceErrors: new DeviceErrors(), report };
}

function rendererName(): string {
  const backend = tf.backend() as unknown as { gpgpu?: { gl?: WebGL2RenderingContext } };
  const gl = backend.gpgpu?.gl;
  const extension = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : '';
}
