import type { Translator } from '../../messages/translator.ts';
import type { KernelTime, ProfileReport } from '../../protocol/run-reports.ts';

export type ProfileOrder = 'step' | 'time';

export interface ProfileRow {
  /** Place in the step, from 1. */
  readonly place: number;
  readonly family: string;
  readonly shapes: string;
  readonly ms: number;
  /** Of the sum of all kernels, 0 to 1. */
  readonly share: number;
  readonly gflops: number | null;
}

/** The kernels of a step in the order wanted, the slowest first where that is time. */
export function profileRows({ kernels, msPerStep }: ProfileReport, order: ProfileOrder): ProfileRow[] {
  const rows = kernels.map(({ name, ms, gflops }, index) => {
    return { place: index + 1, ...kernelName(name), ms, share: ms / msPerStep, gflops };
  });
  return order === 'step' ? rows : rows.sort((a, b) => b.ms - a.ms);
}

/** Operations a second of the whole step, kernel after kernel. */
export function stepGflops({ kernels, msPerStep }: ProfileReport): number {
  return kernels.reduce((sum, { ms, gflops }) => sum + (gflops ?? 0) * ms, 0) / msPerStep;
}

/** `conv2d-weight-gradient 64×28×28×1 → 16` as a person says it: the convolution's weight gradient, and the shapes. */
export function kernelName(name: string): { family: string; shapes: string } {
  const end = name.indexOf(' ');
  const family = end < 0 ? name : name.slice(0, end);
  const words = family.replace(/^conv(2d)?(?=-|$)/, 'convolution').replaceAll('-', ' ');
  return {
    family: words.charAt(0).toUpperCase() + words.slice(1),
    shapes: end < 0 ? '' : name.slice(end + 1),
  };
}

const microseconds = 'µs' as const;

interface TimeColumn {
  readonly unit: string;
  readonly text: (ms: number) => string;
}

/** How the times of a table are written: one unit for all, so that they can be compared by eye. */
export function timeColumn(t: Translator, kernels: readonly KernelTime[]): TimeColumn {
  const longest = Math.max(...kernels.map(({ ms }) => ms));
  if (longest < 1) return { unit: microseconds, text: (ms) => t.format.decimals(1000 * ms, 1) };
  return { unit: 'ms', text: (ms) => t.format.decimals(ms, longest < 100 ? 2 : 1) };
}

/** A rate of arithmetic: `8.31 GFLOP/s`, `12.4 TFLOP/s`. */
export function flopRate(t: Translator, gflops: number): string {
  if (gflops >= 999.5) return t.format.unit(t.format.measured(gflops / 1000), 'TFLOP/s');
  return t.format.unit(t.format.measured(gflops), 'GFLOP/s');
}

/** A rate of the table, whose unit is in its head; `–` where a kernel only moves data. */
export function gflopsText(t: Translator, gflops: number | null): string {
  if (gflops === null) return '–';
  if (gflops >= 99.95) return t.format.whole(gflops);
  const { decimals } = t.format;
  return gflops < 0.005 ? `<${decimals(0.01, 2)}` : decimals(gflops, gflops < 9.995 ? 2 : 1);
}

/** A kernel's rate as a share of the matrix product's; `–` where it only moves data. */
export function matmulShare(t: Translator, gflops: number | null, matmulGflops: number): string {
  if (gflops === null) return '–';
  return t.format.percent(gflops / matmulGflops);
}
