import { newtonSchulz } from '../../optim/custom-ops/newton-schulz.ts';
import type { ElementwiseStage, Plan } from '../../optim/plan.ts';
import type { CustomOp } from '../../optim/transform.ts';
import type { Arena } from '../lowering/arena.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { WasmFunction } from './binary.ts';
import { CallProgram } from './call-program.ts';
import { multiplyMatrices, multiplyWithTransposed } from './lower-products.ts';
import { elementwiseFunction, reduceFunction } from './update-functions.ts';

/** Floats of an arena, from one on. */
interface Run {
  readonly offset: number;
  readonly length: number;
}

/** `MAX_KEEP` of `src/assembly/gradient-attention.ts`. */
const maxKeep = 16;

/** A stage of an update as what the executor does in turn. */
export type UpdateStep =
  /** The emitted function over each of the runs. */
  | { readonly kind: 'elementwise'; readonly function: string; readonly runs: readonly Run[] }
  /** The emitted function, then the `finish` of the stage on the host. */
  | { readonly kind: 'reduce'; readonly function: string; readonly stage: number }
  | { readonly kind: 'guard'; readonly window: number }
  | { readonly kind: 'attention'; readonly keep: number; readonly headSize: number }
  | { readonly kind: 'calls'; readonly program: CallProgram };

export interface LoweredUpdate {
  readonly functions: readonly WasmFunction[];
  readonly steps: readonly UpdateStep[];
}

/** The stages of a plan as steps, with the functions to emit for them. `gradients`: the buffer they read and write. */
export function lowerUpdateToCalls(plan: Plan, arena: Arena, gradients: string): LoweredUpdate {
  const functions: WasmFunction[] = [];
  const steps = plan.stages.flatMap((stage, index): UpdateStep[] => {
    if (stage.kind === 'elementwise') return elementwiseSteps(plan, stage, index, arena, functions);
    if (stage.kind === 'reduce') {
      const name = `stage${index}`;
      functions.push(reduceFunction(name, stage));
      return [{ kind: 'reduce', function: name, stage: index }];
    }
    return [customOpStep(stage.op, arena, gradients)];
  });
  return { functions, steps };
}

function elementwiseSteps(
  plan: Plan,
  { parts, writes }: ElementwiseStage,
  index: number,
  arena: Arena,
  functions: WasmFunction[],
): UpdateStep[] {
  return parts.map(({ group, program }) => {
    const name = `stage${index}/${group}`;
    functions.push(elementwiseFunction(name, plan, program, writes));
    return { kind: 'elementwise', function: name, runs: runsOf(arena, group) };
  });
}

/** Where the parameters of a group lie; of all together, the whole arena, whose gaps are zeros and stay so. */
function runsOf(arena: Arena, group: 'all' | 'matrices' | 'others'): readonly Run[] {
  if (group === 'all') return [{ offset: 0, length: arena.length }];
  const matrices = new Set(arena.matrices.map(({ id }) => arena.range('', id).offset));
  return arena.places.filter(({ offset }) => matrices.has(offset) === (group === 'matrices'));
}

function customOpStep(op: CustomOp, arena: Arena, gradients: string): UpdateStep {
  if (op.id === 'guard') return { kind: 'guard', window: op.window };
  if (op.id === 'attention') {
    if (op.keep > maxKeep) throw new RangeError(`attention: keeps ${maxKeep} gradients, got ${op.keep}`);
    return { kind: 'attention', keep: op.keep, headSize: op.headSize };
  }
  const program = new CallProgram();
  for (const { id, rows, columns } of arena.matrices)
    orthogonalize(program, arena.range(gradients, id), rows, columns, op.steps);
  return { kind: 'calls', program };
}

/**
 * The nearest semi-orthogonal matrix, roughly, by Newton–Schulz iterations, in place:
 *   X₀ = g / (‖g‖ + 1e-7) ;  A = X Xᵀ (of the shorter side) ;  X ← a X + (b A + c A²) X ;  g ← √max(1, columns / rows) X
 */
function orthogonalize(
  program: CallProgram,
  g: BufferRange,
  rows: number,
  columns: number,
  steps: number,
): void {
  const { a, b, c, eps } = newtonSchulz;
  const length = rows * columns;
  const isWide = rows <= columns;
  const short = Math.min(rows, columns);
  const scratch = (name: string, words: number) => program.buffer(`orthogonalize/${name}`, words);
  const x = scratch('x', length);
  const product = scratch('product', length);
  const gram = scratch('gram', short * short);
  const square = scratch('square', short * short);
  program.call('normalize', g, x, length, eps);
  for (let step = 0; step < steps; step++) {
    multiplyWithTransposed(program, x, gram, rows, columns);
    multiplyMatrices(program, gram, gram, square, short, short, short);
    program.call('combine', gram, square, square, short * short, b, c);
    if (isWide) multiplyMatrices(program, square, x, product, rows, rows, columns);
    else multiplyMatrices(program, x, square, product, rows, columns, columns);
    program.call('combine', x, product, x, length, a, 1);
  }
  program.call('scale', x, g, length, Math.sqrt(Math.max(1, columns / rows)));
}
