import { measuredEvery, measurementAt } from '../../nn/diagnostics/measured-steps.ts';
import type { Layer } from '../../nn/layer.ts';
import type { Plan } from '../../optim/plan.ts';
import { rewritesGradients } from '../../optim/plan.ts';
import { layerStatistics, sumsPerPart } from '../kernels/layer-statistics.ts';
import { stepCounterWords } from '../kernels/step-counter.ts';
import type { Arena } from './arena.ts';
import { Program } from './program.ts';

export const thetaCopy = 'layerStatistics/theta';
export const gradientsCopy = 'layerStatistics/gradients';
export const partsBuffer = 'layerStatistics/parts';
export const sumsBuffer = 'layerStatistics/sums';

/** Parts a kernel sums side by side, for large models: more of them than that and reading them back would cost more. */
const maxParts = 1024;
const minFloats = 4096;

/** Where the parameters of each layer lie, in parts of like size. */
export class LayerStatisticsParts {
  /** Where each part begins and ends in the arena. */
  readonly ranges: Uint32Array<ArrayBuffer>;
  /** The parts of each layer that has parameters, in order. */
  readonly layers: readonly { readonly from: number; readonly to: number }[];

  constructor(arena: Arena, layers: readonly Layer[]) {
    const size = Math.max(minFloats, 64 * Math.ceil(arena.length / maxParts / 64));
    const ranges: number[] = [];
    this.layers = layers
      .filter(({ parameters }) => parameters.length > 0)
      .map(({ parameters }) => {
        const from = ranges.length / 2;
        for (const { name } of parameters) {
          const { offset, length } = arena.range('', name);
          const end = offset + length;
          for (let at = offset; at < end; at += size) ranges.push(at, Math.min(end, at + size));
        }
        return { from, to: ranges.length / 2 };
      });
    this.ranges = Uint32Array.from(ranges);
  }

  get count(): number {
    return this.ranges.length / 2;
  }
}

/** The most measurements of so many steps in a row: those of the first. */
export const measurementsIn = (steps: number): number => measurementAt(steps - 1) + 1;

/** What of a run is measured, and where it lies. */
export interface LayerStatisticsSetting {
  readonly arena: Arena;
  readonly parts: LayerStatisticsParts;
  readonly plans: readonly Plan[];
  /** The most steps of one submission. */
  readonly steps: number;
  readonly buffers: {
    readonly theta: (lane: number) => string;
    readonly gradients: string;
    readonly stepCounter: string;
  };
}

/** The measurement of each lane, which comes right after its update: one dispatch. */
export function layerStatisticsPrograms({
  arena,
  parts,
  plans,
  steps,
  buffers,
}: LayerStatisticsSetting): Program[] {
  const { count } = parts;
  const rows = measurementsIn(steps);
  const rowLength = plans.length * count * sumsPerPart;
  const row = `(select(${measuredEvery - 1}u + stepCounter[0] / ${measuredEvery}u, stepCounter[0], stepCounter[0] < ${measuredEvery}u) % ${rows}u)`;
  return plans.map((plan, lane) => {
    const program = new Program();
    const offset = lane * count * sumsPerPart;
    program.add(layerStatistics({ length: arena.length, parts: count, rows, rowLength, offset, row }), {
      g: program.buffer(rewritesGradients(plan) ? gradientsCopy : buffers.gradients, arena.length),
      before: program.buffer(thetaCopy, arena.length),
      theta: program.buffer(buffers.theta(lane), arena.length),
      parts: program.buffer(partsBuffer, 2 * count),
      sums: program.buffer(sumsBuffer, rows * rowLength),
      stepCounter: program.buffer(buffers.stepCounter, stepCounterWords),
    });
    return program;
  });
}
