import type { Kernel } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { repeat, threadKernel } from '../shader.ts';
import type { Axis } from './conv-axis.ts';
import type { Reader } from './conv-readers.ts';
import { materializeWgsl, valueName, weightName } from './conv-readers.ts';

/** A tile of results kept by one invocation. */
export interface RegisterTile {
  readonly kind: 'registers';
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Tiles that an invocation computes one after the other where it can keep all weights it needs; else 1. */
  readonly tiles: number;
  readonly workgroupSize: number;
}

/**
 * result[n, row, column, c] = start(c) + Σ_term Σ_taps value[n, …, term] · weight[tap, term, c]: a convolution or its
 * transpose. Terms are the outer loop of the sum, taps, row by row, the inner one, whatever the tile.
 */
export interface PatchSum {
  readonly name: string;
  readonly flops: number;
  readonly batch: number;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly terms: number;
  /** Terms whose operands are fetched together. */
  readonly block: number;
  readonly channels: number;
  readonly values: Reader;
  readonly weights: Reader;
  readonly start?: (channel: string) => string;
  readonly buffers: readonly StorageBuffer[];
  readonly declarations: string;
  /** Statements before the tiles, and once the sums `a{p}_{c}` of the tile at (n, row, column, c0) are ready. */
  readonly before: string;
  readonly finish: string;
}

/** How deeply a shader compiler is asked to nest calls. */
const deepest = 48;

export function registerSums(problem: PatchSum, tile: RegisterTile): Kernel {
  const { rows, columns, terms, block, channels, values, weights, start, batch } = problem;
  const places = tile.rows * tile.columns;
  const tiles = batch * rows.count * columns.count;
  const keepsWeights = block === terms;
  const invocations = keepsWeights ? Math.ceil(tiles / tile.tiles) : tiles;
  const sums = (text: (p: number, c: number) => string) =>
    repeat(places, (p) => repeat(tile.channels, (c) => text(p, c), ' '));
  const compute = `${values.perBlock}
${values.names}
${weights.names}
${sums((p, c) => chain(`a${p}_${c}`, productsOf(problem, tile, p, c)))}`;
  const perTile = `let n = tile / ${rows.count * columns.count};
let tile_row = tile / ${columns.count} % ${rows.count};
let tile_column = tile % ${columns.count};
let row = tile_row * ${rows.tile};
let column = tile_column * ${columns.tile};
${values.perTile}
${sums((p, c) => `var a${p}_${c} = ${start ? `start${c}` : '0.0'};`)}`;
  const loadWeights = `${weights.perVec4}\n${weights.perBlock}`;
  const whole = `${perTile}
${keepsWeights ? `${values.perVec4}\n${compute}` : termLoop(problem, compute)}
${problem.finish}`;
  return threadKernel({
    name: problem.name,
    flops: problem.flops,
    buffers: problem.buffers,
    workgroupSize: tile.workgroupSize,
    threads: invocations * Math.ceil(channels / tile.channels),
    declarations: `${materializeWgsl}${problem.declarations}`,
    body: `let first_tile = i32(index) % ${invocations};
let c0 = i32(index) / ${invocations} * ${tile.channels};
${values.arrays}
${weights.arrays}
${start ? repeat(tile.channels, (c) => `let start${c} = ${start(`min(c0 + ${c}, ${channels - 1})`)};`) : ''}
${problem.before}
${
  keepsWeights
    ? `let r = 0;
let vec4_index = 0;
let j = 0;
${loadWeights}
for (var tile = first_tile; tile < ${tiles}; tile += ${invocations}) {
${whole}
}`
    : `let tile = first_tile;
${whole}`
}`,
  });
}

function termLoop({ terms, block, values, weights }: PatchSum, compute: string): string {
  const perVec4 = `${values.perVec4}\n${weights.perVec4}`;
  if (block === 1 && terms % 4 === 0 && perVec4.trim() !== '') {
    return `for (var vec4_index = 0; vec4_index < ${terms / 4}; vec4_index++) {
${perVec4}
for (var j = 0; j < 4; j++) {
let r = vec4_index * 4 + j;
${weights.perBlock}
${compute}
}
}`;
  }
  return `for (var r = 0; r < ${terms}; r += ${block}) {
let vec4_index = r / 4;
let j = r % 4;
${perVec4}
${weights.perBlock}
${compute}
}`;
}

/** The pairs that a sum adds up in one block, in order. */
function productsOf({ rows, columns, block }: PatchSum, tile: RegisterTile, p: number, c: number): string[] {
  const products: string[] = [];
  for (let k = 0; k < block; k++) {
    for (let u = 0; u < rows.taps; u++) {
      for (let v = 0; v < columns.taps; v++) {
        const i = rows.at(Math.floor(p / tile.columns), u);
        const j = columns.at(p % tile.columns, v);
        if (i === undefined || j === undefined) continue;
        products.push(`${valueName('x', i, j, k)}, ${weightName(u * columns.taps + v, k, c)}`);
      }
    }
  }
  return products;
}

/** Nested multiply-adds: software adapters keep the sum of such an expression in a register. */
export function chain(sum: string, products: readonly string[]): string {
  const statements: string[] = [];
  for (let first = 0; first < products.length; first += deepest) {
    const nested = products
      .slice(first, first + deepest)
      .reduce((inner, pair) => `fma(${pair}, ${inner})`, sum);
    statements.push(`${sum} = ${nested};`);
  }
  return statements.join(' ');
}

/** Terms to take together: enough that a sum is long beside the loop around it, and all where they are few. */
export function termBlock(taps: number, terms: number): number {
  if (terms <= 4 && taps * terms <= 36) return terms;
  return taps <= 4 && terms % 4 === 0 ? 4 : 1;
}
