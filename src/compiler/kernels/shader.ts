import type { Kernel, KernelBinding } from './kernel.ts';
import { spread } from './kernel.ts';

/** A storage buffer as a shader declares it. The length is part of the type: indices are then checked most cheaply. */
export interface StorageBuffer extends KernelBinding {
  readonly type: string;
}

/** A buffer of `length` elements that the kernel only reads. */
export const input = (name: string, length: number, element = 'f32'): StorageBuffer => ({
  name,
  access: 'read',
  type: `array<${element}, ${length}>`,
});

/** A buffer of `length` elements that the kernel writes. */
export const output = (name: string, length: number, element = 'f32'): StorageBuffer => ({
  name,
  access: 'read-write',
  type: `array<${element}, ${length}>`,
});

/** A buffer of `length` floats that the kernel reads, or writes, four at a time where it is `vec4`. */
export const floats = (name: string, length: number, vec4: boolean): StorageBuffer =>
  vec4 ? input(name, length / 4, 'vec4f') : input(name, length);
export const results = (name: string, length: number, vec4: boolean): StorageBuffer =>
  vec4 ? output(name, length / 4, 'vec4f') : output(name, length);

interface ShaderParts {
  readonly name: string;
  /** In the order of their bindings. */
  readonly buffers: readonly StorageBuffer[];
  readonly workgroupSize: number;
  readonly flops: number;
  /** Functions and workgroup variables, before `main`. */
  readonly declarations?: string;
  /** The statements of `main`. */
  readonly body: string;
}

/** Each invocation on its own: `body` runs once for each `index` in [0, threads). */
export function threadKernel(parts: ShaderParts & { readonly threads: number }): Kernel {
  const { threads, workgroupSize, body } = parts;
  const workgroups = spread(Math.ceil(threads / workgroupSize));
  const launched = workgroups[0] * workgroups[1] * workgroupSize;
  const group = workgroups[1] > 1 ? `(group.x + group.y * ${workgroups[0]}u)` : 'group.x';
  const guard = launched > threads ? `if (index >= ${threads}u) { return; }` : '';
  return groupKernel({
    ...parts,
    workgroups,
    body: `let index = ${group} * ${workgroupSize}u + local;\n${guard}\n${body}`,
  });
}

/** Invocations that work together: `group` is the workgroup's id and `local` the invocation's index in it. */
export function groupKernel(
  parts: ShaderParts & { readonly workgroups: readonly [number, number, number] },
): Kernel {
  const { name, buffers, workgroupSize, workgroups, flops, declarations = '', body } = parts;
  const variables = buffers.map(
    (buffer, i) =>
      `@group(0) @binding(${i}) var<storage, ${buffer.access === 'read' ? 'read' : 'read_write'}> ${buffer.name}: ${buffer.type};`,
  );
  return {
    name,
    wgsl: `${variables.join('\n')}
${declarations}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
${body}
}
`,
    bindings: buffers.map(({ name: binding, access }) => ({ name: binding, access })),
    workgroups,
    flops,
  };
}

/** One text per number in [0, count), joined: for code that is unrolled. */
export function repeat(count: number, text: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(separator);
}
