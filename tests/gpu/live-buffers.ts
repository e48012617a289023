/** Follows which of a device's buffers are not destroyed yet, until `stop`. */
export function watchBuffers(device: GPUDevice): { readonly live: ReadonlySet<GPUBuffer>; stop(): void } {
  const live = new Set<GPUBuffer>();
  const { createBuffer } = device;
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer.call(device, descriptor);
    live.add(buffer);
    const { destroy } = buffer;
    buffer.destroy = () => {
      live.delete(buffer);
      destroy.call(buffer);
    };
    return buffer;
  };
  return {
    live,
    stop: () => {
      device.createBuffer = createBuffer;
    },
  };
}
