import type { Kernel } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { output, repeat, threadKernel } from '../shader.ts';
import type { Axis } from './conv-axis.ts';
import type { Reader } from './conv-readers.ts';
import { materializeWgsl, valueName } from './conv-readers.ts';
import { chain } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';

/** The weights between some input and some output channels, all taps of them, kept by one invocation. */
export interface RegisterWeights {
  readonly kind: 'registers';
  readonly inChannels: number;
  readonly outChannels: number;
  readonly workgroupSize: number;
}

export interface WeightSum {
  readonly name: string;
  readonly flops: number;
  readonly shape: ConvShape;
  /** Inputs and gradients of a block of positions. */
  readonly x: Reader;
  readonly g: Reader;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly splits: number;
  /** Rows of blocks in a split. */
  readonly bands: number;
  readonly buffers: readonly StorageBuffer[];
  readonly declarations: string;
}

/** Partial sums of dW and db: one set per split, each [kernelHeight, kernelWidth, inChannels, outChannels] + [outChannels]. */
export function registerWeights(problem: WeightSum, tile: RegisterWeights): Kernel {
  const { shape, x, g, rows, columns, splits, bands } = problem;
  const { inChannels, outChannels, stride, batch, kernelHeight, kernelWidth } = shape;
  const taps = kernelHeight * kernelWidth;
  const across = Math.ceil(outChannels / tile.outChannels);
  const down = Math.ceil(inChannels / tile.inChannels);
  const vec4 = outChannels % 4 === 0 && tile.outChannels % 4 === 0;
  const unit = vec4 ? 4 : 1;
  const per = tile.outChannels / unit;
  const total = (taps * inChannels + 1) * outChannels;
  const cells = taps * tile.inChannels;
  const sums = (text: (cell: number, c: number) => string) =>
    repeat(cells + 1, (cell) => repeat(tile.outChannels, (c) => text(cell, c), ' '));
  const products = (cell: number, c: number) =>
    Array.from({ length: rows.tile * columns.tile }, (_, p) => {
      const [i, j] = [Math.floor(p / columns.tile), p % columns.tile];
      const gradient = valueName('g', i, j, c);
      if (cell === cells) return `1.0, ${gradient}`;
      const tap = Math.floor(cell / tile.inChannels);
      const value = valueName(
        'x',
        i * stride + Math.floor(tap / kernelWidth),
        j * stride + (tap % kernelWidth),
        cell % tile.inChannels,
      );
      return `${value}, ${gradient}`;
    });
  const accumulator = (cell: string, c: string) => `kept[${cell} * ${per} + ${c}]`;
  const store = (start: string, cell: string) => {
    const end =
      outChannels % tile.outChannels === 0 ? `${per}` : `min(${per}, (${outChannels} - c0) / ${unit})`;
    return `for (var c = 0; c < ${end}; c++) { partials[(${start} + c0) / ${unit} + c] = ${accumulator(cell, 'c')}; }`;
  };
  return threadKernel({
    name: problem.name,
    flops: problem.flops,
    buffers: [...problem.buffers, output('partials', (splits * total) / unit, vec4 ? 'vec4f' : 'f32')],
    workgroupSize: tile.workgroupSize,
    threads: splits * down * across,
    declarations: `${materializeWgsl}${problem.declarations}`,
    body: `let split = i32(index) / ${down * across};
let i0 = i32(index) / ${across} % ${down} * ${tile.inChannels};
let c0 = i32(index) % ${across} * ${tile.outChannels};
${x.arrays}
${g.arrays}
var kept: array<${vec4 ? 'vec4f' : 'f32'}, ${(cells + 1) * per}>;
${sums((cell, c) => `var a${cell}_${c} = 0.0;`)}
for (var block = split * ${bands * columns.count}; block < min((split + 1) * ${bands * columns.count}, ${batch * rows.count * columns.count}); block++) {
let n = block / ${rows.count * columns.count};
let tile_row = block / ${columns.count} % ${rows.count};
let tile_column = block % ${columns.count};
{
let r = i0;
let vec4_index = i0 / 4;
${x.perTile}
${x.perBlock}
}
{
let r = c0;
let vec4_index = c0 / 4;
${g.perTile}
${g.perVec4}
${g.perBlock}
}
${x.names}
${g.names}
${sums((cell, c) => chain(`a${cell}_${c}`, products(cell, c)))}
}
${repeat(cells + 1, (cell) =>
  repeat(per, (c) =>
    vec4
      ? `kept[${cell * per + c}] = vec4f(${repeat(4, (k) => `a${cell}_${4 * c + k}`, ', ')});`
      : `kept[${cell * per + c}] = a${cell}_${c};`,
  ),
)}
let base = split * ${total};
for (var cell = 0; cell < ${cells}; cell++) {
let i = i0 + cell % ${tile.inChannels};
${inChannels % tile.inChannels === 0 ? '{' : `if (i < ${inChannels}) {`}
${store(`base + (cell / ${tile.inChannels} * ${inChannels} + i) * ${outChannels}`, 'cell')}
}
}
if (i0 == 0) { ${store(`base + ${taps * inChannels * outChannels}`, `${cells}`)} }`,
  });
}
