/** How a kernel reaches a buffer; outputs are `read-write` because WGSL has no write-only storage buffers. */
export interface KernelBinding {
  readonly name: string;
  readonly access: 'read' | 'read-write';
}

/**
 * One dispatch, settled: shapes are constants in the shader, so there are no uniforms to write. Hyperparameters and
 * counters that change from step to step are read from storage buffers.
 */
export interface Kernel {
  /** The family and the shapes, for profiles and error messages: `conv2d-forward 64×28×28×1 → 16, 3×3`. */
  readonly name: string;
  /** One compute entry point, `main`; binding i of group 0 is `bindings[i]`. */
  readonly wgsl: string;
  readonly bindings: readonly KernelBinding[];
  readonly workgroups: readonly [number, number, number];
  /** Floating-point operations, a multiply-add counted as two; 0 where it only moves data. */
  readonly flops: number;
}

/** What tiles are good for: a CPU wants registers and no barriers, a GPU wants shared memory and many threads. */
export type AdapterClass = 'software' | 'gpu';

/** The most workgroups WebGPU promises in one dimension. */
const maxWorkgroups = 65535;

/**
 * Spreads `count` workgroups over two dimensions where one does not hold them. The shader's index is then
 * `workgroup_id.x + workgroup_id.y * num_workgroups.x`, and must be checked against `count`.
 */
export function spread(count: number): [number, number, number] {
  if (count <= maxWorkgroups) return [Math.max(1, count), 1, 1];
  const y = Math.ceil(count / maxWorkgroups);
  return [Math.ceil(count / y), y, 1];
}
