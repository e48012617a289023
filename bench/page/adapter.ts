import type { Adapter } from './contestant.ts';

const softwareNames = /swiftshader|llvmpipe|lavapipe|software/i;

/** Notes each adapter that a device is asked of in this thread; returns the newest one's description. */
export function watchAdapters(): () => Adapter {
  let newest: GPUAdapterInfo | null = null;
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = function (this: GPUAdapter, ...args) {
    newest = this.info;
    return requestDevice.apply(this, args);
  };
  return () => {
    if (newest === null) throw new Error('WebGPU: the library asked for no device');
    const { vendor, architecture, description, isFallbackAdapter } = newest;
    const software = isFallbackAdapter === true || softwareNames.test(`${architecture} ${description}`);
    return { vendor, architecture, description, software };
  };
}

/** The adapter behind a WebGL context, by the name of its renderer. */
export function webglAdapter(gl: WebGLRenderingContext): Adapter {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  const vendor = String(gl.getParameter(names?.UNMASKED_VENDOR_WEBGL ?? gl.VENDOR));
  return { vendor, architecture: '', description: renderer, software: softwareNames.test(renderer) };
}
