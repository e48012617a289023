import { boundedList } from '../core/bounded.ts';
import { DownhillError } from '../core/errors.ts';
import { must } from '../core/must.ts';
import { whole } from '../core/setting-schema.ts';
import { sizeOf } from '../core/shape.ts';
import { z } from '../core/zod.ts';
import type { NamedFunction, TestFunction } from '../optim/test-functions.ts';
import { namedFunctions, quadratic } from '../optim/test-functions.ts';
import { checkBounds } from './bounds.ts';
import { checkLane } from './checks.ts';
import type { LaneSpec } from './lane-schema.ts';
import { laneSchema } from './lane-schema.ts';
import { migrate } from './migrate.ts';
import { reject, zodIssueReport } from './reject.ts';
import { completeLane } from './schema.ts';

const maxDimensions = 64;
const maxSteps = 100_000;
const names = Object.keys(namedFunctions) as [NamedFunction, ...NamedFunction[]];

/** `{ quadratic }` is ½ xᵀ a x − bᵀ x. */
export type FunctionSpec =
  | NamedFunction
  | {
      readonly quadratic: { readonly a: readonly (readonly number[])[]; readonly b: readonly number[] };
    };

/** A minimization problem with everything filled in: a lane without id, name and style, and where it goes. */
export type MinimizeSpec = Omit<LaneSpec, 'id' | 'name' | 'styleIndex'> & {
  readonly on: 'cpu' | 'gpu';
  readonly steps: number;
  readonly start: readonly number[];
  /** Of the one parameter that `start` fills. */
  readonly shape: readonly number[];
  readonly fn: FunctionSpec;
};

const listOf = <T extends z.ZodType>(entry: T, of: 'numbers' | 'rows' | 'sizes') => {
  const message = must('listLength', { of, min: 1, max: maxDimensions });
  return boundedList(entry, maxDimensions, { error: message, min: 1 });
};
const numbers = listOf(z.number(), 'numbers');

const lane = laneSchema.omit({ id: true, name: true, styleIndex: true });
const travel = {
  on: z.enum(['cpu', 'gpu']),
  steps: whole(1, maxSteps),
  start: numbers,
  shape: listOf(whole(1, maxDimensions), 'sizes').optional(),
};
const functionRule = must('notOneOf', { values: [...names, '{ quadratic: { a, b } }'] });
const onNamed = lane.extend({ ...travel, fn: z.enum(names, { error: functionRule }) });
const onQuadratic = lane.extend({
  ...travel,
  fn: z.strictObject(
    {
      quadratic: z.strictObject(
        { a: listOf(numbers, 'rows'), b: numbers },
        { error: must('notQuadratic', {}) },
      ),
    },
    { error: functionRule },
  ),
});

/**
 * A minimization problem out of anything, checked as the spec checks a lane. Fills in the defaults; parsing what it gives changes
 * nothing.
 * @throws DownhillError code `spec` with the path of the first thing wrong, `optimizer.lr` or `start`
 */
export function parseMinimize(input: unknown): MinimizeSpec {
  checkBounds(input);
  const current = migrate('minimize', input);
  const { data, error } = (isOnObject(current) ? onQuadratic : onNamed).safeParse(current);
  if (data === undefined) {
    const [issue] = error.issues;
    if (issue === undefined) throw error;
    throw new DownhillError({ code: 'spec', ...zodIssueReport(issue, current, 'minimize') });
  }
  const { on, steps, start, shape = [start.length], fn, ...rest } = data;
  const { id: _, name: __, styleIndex: ___, ...complete } = completeLane(rest);
  const problem: MinimizeSpec = { ...complete, on, steps, start, shape, fn };
  checkLane(laneOf(problem), '', { steps, epochs: null });
  checkSizes(problem);
  return problem;
}

/** The lane that a minimization follows. */
export function laneOf({ on, steps, start, shape, fn, ...rest }: MinimizeSpec): LaneSpec {
  return { id: 'a', name: rest.optimizer.id, styleIndex: 0, ...rest };
}

/** The function to minimize. */
export const functionOf = (fn: FunctionSpec): TestFunction =>
  typeof fn === 'string' ? namedFunctions[fn] : quadratic(fn.quadratic.a, fn.quadratic.b);

const isOnObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'fn' in input && typeof input.fn === 'object';

function checkSizes({ fn, start, shape }: MinimizeSpec): void {
  if (typeof fn === 'object') checkSquare(fn.quadratic.a, fn.quadratic.b.length);
  const { dimensions } = functionOf(fn);
  if (start.length !== dimensions) {
    reject('start', 'startLength', { dimensions, got: start.length });
  }
  if (sizeOf(shape) !== start.length) {
    reject('shape', 'shapeSize', { size: start.length, got: JSON.stringify(shape) });
  }
}

function checkSquare(a: readonly (readonly number[])[], size: number): void {
  const rows = 'fn.quadratic.a';
  if (a.length !== size) {
    reject(rows, 'matrixRows', { size, got: a.length });
  }
  a.forEach((row, i) => {
    if (row.length !== size) {
      reject(`${rows}[${i}]`, 'matrixRow', { size, got: row.length });
    }
  });
}
