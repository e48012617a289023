import kernels from 'virtual:kernels';
import { withSharedMemory } from '../../compiler/wasm/binary.ts';
import type { Device, Fallback } from './backend.ts';
import { DeviceErrors, firstLine } from './device-errors.ts';

/** By whether threads share the memory. */
const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** The kernels of `src/assembly/`, compiled once for all runs. @throws CompileError where the browser forbids or cannot */
export function compileKernels(isShared = false): Promise<WebAssembly.Module> {
  const pending = compiled.get(isShared);
  if (pending) return pending;
  const module = WebAssembly.compile(isShared ? withSharedMemory(kernels) : kernels).catch(
    (error: unknown) => {
      compiled.delete(isShared);
      throw error;
    },
  );
  compiled.set(isShared, module);
  return module;
}

/** A function with one instruction of 128 bits: valid where the machine has SIMD. */
const withSimd = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // () → v128
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x11, 0x0b], // i32.const 0, i32x4.splat
);

/** Our own kernels on the CPU, by WebAssembly; where that cannot be, why. */
export async function openWasm(fallback: Fallback): Promise<Device | Fallback> {
  const rejection = (detail: string): Fallback => ({ ...fallback, detail });
  if (typeof WebAssembly === 'undefined') return rejection('noWasm');
  if (!WebAssembly.validate(withSimd)) return rejection('noSimd');
  try {
    await compileKernels();
  } catch (error) {
    return rejection(error instanceof WebAssembly.CompileError ? 'wasmForbidden' : firstLine(String(error)));
  }
  const report = {
    backend: 'wasm',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback,
  } as const;
  return { gpu: null, deviceErrors: new DeviceErrors(), report };
}
