import type { Kernel } from './kernel.ts';
import { groupKernel, input, output, repeat } from './shader.ts';
import { stepCounterInput } from './step-counter.ts';

/** What is measured of every part of an arena. */
const measured = ['gradient', 'weight', 'update'] as const;
/** Squares of numbers too small, middle and too large to be squared in float32, each brought to a scale of its own. */
const scales = ['small', 'middle', 'large'] as const;
/** Sums that the kernel leaves for each part, the three scales of each of the three. */
export const sumsPerPart = measured.length * scales.length;

/** Below and above, squares are those of the number times a power of two. */
const smallest = -50;
const largest = 50;
const smallFactor = 64;
const largeFactor = -80;

const invocations = 64;

export interface LayerStatisticsShape {
  /** Floats of the arena, a multiple of 4. */
  readonly length: number;
  /** Ranges of it that are summed each on its own. */
  readonly parts: number;
  /** Rows of `sums`, its length in floats a row, and where in a row this lane's begin. */
  readonly rows: number;
  readonly rowLength: number;
  readonly offset: number;
  /** The row of the step `stepCounter[0]`, as WGSL. */
  readonly row: string;
}

/**
 * Sums of squares of gradients, weights and updates of every part of an arena, in one dispatch.
 *   g       gradients [length]
 *   before  weights before the update [length]
 *   theta   weights after it [length]
 *   parts   u32 pairs [parts]: where each begins, a multiple of 4, and ends
 *   sums    [rows, rowLength]: `sumsPerPart` for each part, written in this lane's place of the step's row
 *   stepCounter   see step-counter.ts; read
 * A gradient of 1e-25 is what this is to show, and its square is no float32: so small and large numbers are summed
 * apart, times a power of two (Blue 1978, A portable Fortran program to find the Euclidean norm of a vector). What is
 * not finite makes a sum that is not. The order of every sum depends on the shape alone.
 */
export function layerStatistics({
  length,
  parts,
  rows,
  rowLength,
  offset,
  row,
}: LayerStatisticsShape): Kernel {
  const vec4Count = length / 4;
  const sums = measured.flatMap((of) => scales.map((scale) => `${of}_${scale}`));
  return groupKernel({
    name: `layer-statistics ${length}, ${parts} parts`,
    buffers: [
      input('g', vec4Count, 'vec4f'),
      input('before', vec4Count, 'vec4f'),
      input('theta', vec4Count, 'vec4f'),
      input('parts', parts, 'vec2u'),
      output('sums', rows * rowLength),
      stepCounterInput,
    ],
    workgroupSize: invocations,
    workgroups: [parts, 1, 1],
    flops: 7 * length,
    declarations: `var<workgroup> shares: array<f32, ${invocations * sumsPerPart}>;`,
    body: `let part = parts[group.x];
${sums.map((sum) => `var ${sum} = vec4f(0.0);`).join('\n')}
for (var i = part.x / 4u + local; i < (part.y + 3u) / 4u; i += ${invocations}u) {
let within = vec4u(4u * i, 4u * i + 1u, 4u * i + 2u, 4u * i + 3u) < vec4u(part.y);
let gradient = select(vec4f(0.0), g[i], within);
let weight = select(vec4f(0.0), before[i], within);
let update = select(vec4f(0.0), theta[i] - before[i], within);
${measured.map(addSquares).join('\n')}
}
${sums.map((sum, k) => `shares[local * ${sumsPerPart}u + ${k}u] = (${sum}.x + ${sum}.y) + (${sum}.z + ${sum}.w);`).join('\n')}
workgroupBarrier();
if (local >= ${sumsPerPart}u) { return; }
var total = 0.0;
for (var i = 0u; i < ${invocations}u; i++) { total += shares[i * ${sumsPerPart}u + local]; }
sums[${row} * ${rowLength}u + ${offset}u + group.x * ${sumsPerPart}u + local] = total;`,
  });
}

/** What is NaN is neither small nor large, and makes the middle sum NaN. */
const addSquares = (of: string): string => `{
let size = abs(${of});
let is_small = size < vec4f(0x1p${smallest}f);
let is_large = size > vec4f(0x1p+${largest}f);
let small = select(vec4f(0.0), ${of} * 0x1p+${smallFactor}f, is_small);
let middle = select(${of}, vec4f(0.0), is_small | is_large);
let large = select(vec4f(0.0), ${of} * 0x1p${largeFactor}f, is_large);
${repeat(scales.length, (k) => `${of}_${scales[k]} += ${scales[k]} * ${scales[k]};`)}
}`;

/** The norms of several parts together, in float64. */
export interface Norms {
  readonly gradient: number;
  readonly weight: number;
  readonly update: number;
}

/** ‖·‖ = √ Σ over the parts [from, to) of what the kernel left in `sums`; `start` is where this lane's begin. */
export function normsOf(sums: ArrayLike<number>, start: number, from: number, to: number): Norms {
  const norm = (of: (typeof measured)[number]): number => {
    let total = 0;
    for (let part = from; part < to; part++) {
      const at = start + part * sumsPerPart + measured.indexOf(of) * scales.length;
      const [small = Number.NaN, middle = Number.NaN, large = Number.NaN] = [
        sums[at],
        sums[at + 1],
        sums[at + 2],
      ];
      total += small * 2 ** (-2 * smallFactor) + middle + large * 2 ** (-2 * largeFactor);
    }
    return Math.sqrt(total);
  };
  return { gradient: norm('gradient'), weight: norm('weight'), update: norm('update') };
}
