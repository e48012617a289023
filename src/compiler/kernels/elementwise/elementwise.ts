import type { AdapterClass, Kernel } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { threadKernel } from '../shader.ts';

/** How many items, one after the other in memory, an invocation handles. */
export interface ElementwiseTuning {
  readonly perInvocation: number;
  readonly workgroupSize: number;
}

/** CPUs gain from few invocations with several items each, GPUs from many with one. */
export function elementwiseTunings(adapter: AdapterClass): ElementwiseTuning[] {
  return adapter === 'software'
    ? [
        { perInvocation: 8, workgroupSize: 16 },
        { perInvocation: 4, workgroupSize: 16 },
        { perInvocation: 16, workgroupSize: 4 },
      ]
    : [
        { perInvocation: 1, workgroupSize: 64 },
        { perInvocation: 1, workgroupSize: 256 },
      ];
}

interface ElementwiseParts {
  readonly name: string;
  readonly items: number;
  readonly buffers: readonly StorageBuffer[];
  readonly flops: number;
  readonly declarations?: string;
  /** Once per invocation, before its items; may use `index`, which is 0 in exactly one invocation. */
  readonly before?: string;
  /** For item `i`. */
  readonly body: string;
}

/** `body` for every i in [0, items), in any order. */
export function elementwiseKernel(parts: ElementwiseParts, tuning: ElementwiseTuning): Kernel {
  const { items, before = '', body } = parts;
  const { perInvocation: per, workgroupSize } = tuning;
  const loop =
    per === 1
      ? `let i = index;\n${body}`
      : `for (var i = index * ${per}u; i < ${items % per === 0 ? `(index + 1u) * ${per}u` : `min((index + 1u) * ${per}u, ${items}u)`}; i++) {\n${body}\n}`;
  return threadKernel({
    ...parts,
    workgroupSize,
    threads: Math.ceil(items / per),
    body: `${before}\n${loop}`,
  });
}
