import * as tf from '@tensorflow/tfjs';
import type { Device, Fallback } from './device.ts';

const never = new Promise<never>(() => undefined);

/** tfjs on WebGL; null where the browser gives no context. */
export async function openWebGL(fallback: Fallback): Promise<Device | null> {
  try {
    if (!(await tf.setBackend('webgl'))) return null;
    await tf.ready();
  } catch {
    return null;
  }
  const description = rendererName();
  const software = /swiftshader|llvmpipe|software/i.test(description);
  const report = { backend: 'webgl', vendor: '', architecture: '', description, software, fallback } as const;
  return { gpu: null, lost: never, report };
}

/** tfjs on the processor, which every browser has. */
export async function openCpu(fallback: Fallback): Promise<Device> {
  await tf.setBackend('cpu');
  await tf.ready();
  const report = { backend: 'cpu', vendor: '', architecture: '', description: '', software: true, fallback } as const;
  return { gpu: null, lost: never, report };
}

function rendererName(): string {
  const backend = tf.backend() as unknown as { gpgpu?: { gl?: WebGL2RenderingContext } };
  const gl = backend.gpgpu?.gl;
  const extension = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : '';
}
