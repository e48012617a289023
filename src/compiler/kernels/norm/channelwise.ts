import type { AdapterClass, Kernel } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { threadKernel } from '../shader.ts';

/** Rows of channels: [blocks, rows, channels], a block being a sample or the whole batch. */
export interface ChannelwiseShape {
  readonly blocks: number;
  readonly rows: number;
  readonly channels: number;
}

export interface ChannelwiseTuning {
  /** Channels an invocation handles at once; 4 only where the channels, and the groups of channels, are whole vec4s. */
  readonly width: 1 | 4;
  /** Rows an invocation of an elementwise pass goes through. */
  readonly rowsPerInvocation: number;
  readonly workgroupSize: number;
}

/** `vec4`: whether channels may be handled four at a time. */
export function channelwiseTunings(vec4: boolean, adapter: AdapterClass): ChannelwiseTuning[] {
  const widths = vec4 ? ([4, 1] as const) : ([1] as const);
  return widths.flatMap((width): ChannelwiseTuning[] =>
    adapter === 'software'
      ? [
          { width, rowsPerInvocation: 32, workgroupSize: 4 },
          { width, rowsPerInvocation: 16, workgroupSize: 16 },
        ]
      : [
          { width, rowsPerInvocation: 4, workgroupSize: 64 },
          { width, rowsPerInvocation: 1, workgroupSize: 256 },
        ],
  );
}

/** The type of `width` neighbouring channels. */
export const elementType = ({ width }: ChannelwiseTuning): 'f32' | 'vec4f' => (width === 4 ? 'vec4f' : 'f32');

interface ChannelwiseParts {
  readonly name: string;
  readonly shape: ChannelwiseShape;
  readonly buffers: readonly StorageBuffer[];
  readonly flops: number;
  /** Invocations that share the rows of a block, each taking every `rowSplits`-th. */
  readonly rowSplits: number;
  /** Statements before the rows, once per invocation; `block`, `row_split` and `c`, in units of the width, are in scope. */
  readonly before: string;
  /** Statements for each row, in which `i` is the flat index; several entries walk the rows several times. */
  readonly rows: readonly string[];
  /** Statements after each walk. */
  readonly after?: readonly string[];
}

/**
 * Invocations that each keep to one place among the channels and walk down the rows: what belongs to the channel is
 * loaded once, and neighbouring invocations touch neighbouring memory.
 */
export function channelwiseKernel(parts: ChannelwiseParts, tuning: ChannelwiseTuning): Kernel {
  const { name, shape, buffers, flops, rowSplits, before, after = [] } = parts;
  const across = shape.channels / tuning.width;
  const walks = parts.rows.map(
    (body, walk) => `for (var row = row_split; row < ${shape.rows}u; row += ${rowSplits}u) {
let i = (block * ${shape.rows}u + row) * ${across}u + c;
${body}
}
${after[walk] ?? ''}`,
  );
  return threadKernel({
    name,
    buffers,
    flops,
    workgroupSize: tuning.workgroupSize,
    threads: shape.blocks * rowSplits * across,
    body: `let c = index % ${across}u;
let row_split = index / ${across}u % ${rowSplits}u;
let block = index / ${across * rowSplits}u;
${before}
${walks.join('\n')}`,
  });
}

/** Splits of the rows in an elementwise pass, which the tuning may choose; those of a sum it may not, see `sumRowSplits`. */
export const passRowSplits = ({ rows }: ChannelwiseShape, { rowsPerInvocation }: ChannelwiseTuning): number =>
  Math.ceil(rows / rowsPerInvocation);

/** Into how many partial sums the rows of a block are divided: from the shape alone. */
export const sumRowSplits = ({ blocks, rows }: ChannelwiseShape): number =>
  Math.max(1, Math.min(Math.floor(256 / blocks), Math.ceil(rows / 32)));
