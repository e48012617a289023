import type { Algebra, Assignment } from '../../core/expr.ts';
import { assign, evaluate, inputsOf } from '../../core/expr.ts';
import type { ElementwiseStage, Plan, ReduceStage } from '../../optim/plan.ts';
import type { Code, WasmFunction } from './binary.ts';
import { wasm } from './binary.ts';

/** Expressions of four floats at a time: one operation, one rounding, in the order written. */
const floats: Algebra<Code> = {
  constant: wasm.floatsConst,
  neg: (arg) => [...arg, ...wasm.neg],
  sqrt: (arg) => [...arg, ...wasm.sqrt],
  abs: (arg) => [...arg, ...wasm.abs],
  add: (left, right) => [...left, ...right, ...wasm.add],
  sub: (left, right) => [...left, ...right, ...wasm.sub],
  mul: (left, right) => [...left, ...right, ...wasm.mul],
  div: (left, right) => [...left, ...right, ...wasm.div],
  min: (left, right) => [...left, ...right, ...wasm.min],
  max: (left, right) => [...left, ...right, ...wasm.max],
  pow: () => {
    throw new RangeError('expression: a power is for the host to work out; hoist it out of the program');
  },
  select: (condition, whenPositive, otherwise) => [
    ...whenPositive,
    ...otherwise,
    ...condition,
    ...wasm.floatsConst(0),
    ...wasm.greater,
    ...wasm.bitselect,
  ],
};

/** Locals of a function in the making: i32 before v128. */
class Locals {
  readonly #params: number;
  readonly #i32Locals: number;
  #v128Locals = 0;

  constructor(params: number, i32Locals: number) {
    this.#params = params;
    this.#i32Locals = i32Locals;
  }

  vector(): number {
    return this.#params + this.#i32Locals + this.#v128Locals++;
  }

  function(name: string, body: Code): WasmFunction {
    return {
      name,
      params: this.#params,
      i32Locals: this.#i32Locals,
      v128Locals: this.#v128Locals,
      body,
    };
  }
}

/** Runs `body` for i = 0, 16, … below the number in the local `end`; `i` starts at 0. */
const loop = (i: number, end: number, body: Code): Code => [
  ...wasm.block,
  ...wasm.loop,
  ...wasm.localGet(i),
  ...wasm.localGet(end),
  ...wasm.i32GreaterOrEqual,
  ...wasm.branchIf(1),
  ...body,
  ...wasm.localGet(i),
  ...wasm.i32Const(16),
  ...wasm.i32Add,
  ...wasm.localSet(i),
  ...wasm.branch(0),
  ...wasm.end,
  ...wasm.end,
];

/** Weights, gradients and slots: what a stage reads and writes of each element. */
export const fieldsOf = ({ slots }: Pick<Plan, 'slots'>): readonly string[] => [
  'theta',
  'g',
  ...slots.map(({ name }) => name),
];

const SCALARS = { host: 1, step: 2 } as const;
const FIRST_FIELD = 3;

/**
 * A program of an element-wise stage as a function of (bytes, address of the host scalars, address of the step scalars,
 * address of each field), which runs over so many bytes of each field in place. Where the plan is guarded and the step was
 * not accepted, weights and slots stay to the bit.
 */
export function elementwiseFunction(
  name: string,
  plan: Plan,
  program: readonly Assignment[],
  writes: ElementwiseStage['writes'],
): WasmFunction {
  const fields = fieldsOf(plan);
  const i = FIRST_FIELD + fields.length;
  const locals = new Locals(i, 1);
  const inputs = inputsOf(program);
  const before: number[] = [];
  const scope = new Map<string, Code>();
  const splat = (table: number, index: number): Code => {
    const local = locals.vector();
    before.push(...wasm.localGet(table), ...wasm.loadSplat(4 * index), ...wasm.localSet(local));
    return wasm.localGet(local);
  };
  for (const [index, scalar] of plan.hostScalars.entries())
    if (inputs.has(scalar.name)) scope.set(scalar.name, splat(SCALARS.host, index));
  for (const [index, scalar] of plan.stepScalars.entries())
    if (inputs.has(scalar)) scope.set(scalar, splat(SCALARS.step, index));
  const isAccepted = plan.guarded ? splat(SCALARS.step, plan.stepScalars.indexOf('accepted')) : null;
  const addressOf = (field: string): Code => [
    ...wasm.localGet(FIRST_FIELD + fields.indexOf(field)),
    ...wasm.localGet(i),
    ...wasm.i32Add,
  ];
  const body: number[] = [];
  const old = new Map<string, Code>();
  for (const field of fields) {
    if (!inputs.has(field) && !writes.includes(field)) continue;
    const local = locals.vector();
    body.push(...addressOf(field), ...wasm.load, ...wasm.localSet(local));
    old.set(field, wasm.localGet(local));
    scope.set(field, wasm.localGet(local));
  }
  for (const { target, value } of program) {
    const local = locals.vector();
    body.push(...evaluate(value, floats, scope), ...wasm.localSet(local));
    scope.set(target, wasm.localGet(local));
  }
  for (const field of writes) {
    const value = scope.get(field) ?? [];
    const before = old.get(field) ?? [];
    const keeps = isAccepted && field !== 'g';
    const mask = keeps ? [...isAccepted, ...wasm.floatsConst(0.5), ...wasm.greater] : [];
    const stored = keeps ? [...value, ...before, ...mask, ...wasm.bitselect] : value;
    body.push(...addressOf(field), ...stored, ...wasm.store);
  }
  return locals.function(name, [...before, ...loop(i, 0, body)]);
}

/**
 * The sum of a reduction over all gradients as a function of (bytes, address of the gradients, address of a float64 that
 * is written): terms in float32, added in float64, those of even and of odd place apart.
 */
export function reduceFunction(name: string, { sum }: ReduceStage): WasmFunction {
  const [end, g, to, i] = [0, 1, 2, 3];
  const locals = new Locals(3, 1);
  const [gradient, term, low, high] = [locals.vector(), locals.vector(), locals.vector(), locals.vector()];
  const [{ value }] = [assign('term', sum)];
  const addHalf = (half: Code, into: number): Code => [
    ...wasm.localGet(into),
    ...wasm.localGet(term),
    ...half,
    ...wasm.promoteLow,
    ...wasm.addDoubles,
    ...wasm.localSet(into),
  ];
  const upper = [...wasm.localGet(term), ...wasm.upperHalf];
  return locals.function(name, [
    ...loop(i, end, [
      ...wasm.localGet(g),
      ...wasm.localGet(i),
      ...wasm.i32Add,
      ...wasm.load,
      ...wasm.localSet(gradient),
      ...evaluate(value, floats, new Map([['g', wasm.localGet(gradient)]])),
      ...wasm.localSet(term),
      ...addHalf([], low),
      ...addHalf(upper, high),
    ]),
    ...wasm.localGet(low),
    ...wasm.localGet(high),
    ...wasm.addDoubles,
    ...wasm.localSet(low),
    ...wasm.localGet(to),
    ...wasm.localGet(low),
    ...wasm.extractDouble(0),
    ...wasm.localGet(low),
    ...wasm.extractDouble(1),
    ...wasm.f64Add,
    ...wasm.f64Store,
  ]);
}
