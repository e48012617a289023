import type { Assignment } from '../core/expr.ts';
import { evaluate, float64 } from '../core/expr.ts';
import type { Shape } from '../core/shape.ts';
import { attend } from './custom-ops/attention.ts';
import type { GuardMemory } from './custom-ops/guard.ts';
import { Guard } from './custom-ops/guard.ts';
import { orthogonalize } from './custom-ops/newton-schulz.ts';
import type { GroupedParameter } from './groups.ts';
import { groupOf, matrixShape } from './groups.ts';
import type { ElementwisePart, Plan, PlanStage, ReduceStage } from './plan.ts';
import { customOpsOf } from './plan.ts';
import type { CustomOp, Group } from './transform.ts';

export interface ReferenceParameter extends GroupedParameter {
  readonly name: string;
  /** Initial values. */
  readonly values: ArrayLike<number>;
}

/** What became of a step: whether the guard let it be, and the norm of all gradients where a stage works it out. */
export interface StepOutcome {
  readonly accepted: boolean;
  readonly norm: number | null;
}

interface State {
  readonly group: Group;
  readonly shape: Shape;
  /** theta, g and the slots. */
  readonly fields: ReadonlyMap<string, Float64Array>;
  /** Gradients kept by attention, oldest first. */
  memory: readonly Float64Array[];
}

/** All that a reference carries from step to step: one array for each parameter. */
export interface ReferenceState {
  /** theta and the slots, by name. */
  readonly fields: ReadonlyMap<string, readonly Float64Array[]>;
  /** As `Reference.kept`. */
  readonly pastGradients: readonly (readonly Float64Array[])[];
  readonly guard: GuardMemory | null;
}

/** Runs a plan in float64, the plain way: what the kernels are held against. */
export class Reference {
  readonly #plan: Plan;
  readonly #states: readonly State[];
  readonly #guard: Guard | null;

  constructor(plan: Plan, parameters: readonly ReferenceParameter[]) {
    this.#plan = plan;
    this.#states = parameters.map((parameter) => initialState(plan, parameter));
    const guard = customOpsOf(plan).find((op) => op.id === 'guard');
    this.#guard = guard ? new Guard(guard.window) : null;
  }

  /** The weights now, one array for each parameter. */
  get theta(): readonly Float64Array[] {
    return this.field('theta');
  }

  /** A slot (or theta) now, one array for each parameter. @throws RangeError when there is none of that name */
  field(name: string): readonly Float64Array[] {
    return this.#states.map((state) => fieldOf(state, name));
  }

  /** The gradients attention keeps, oldest first, for each parameter. */
  get memory(): readonly (readonly Float64Array[])[] {
    return this.#states.map(({ memory }) => memory);
  }

  /** A copy of all that is carried from step to step. */
  get state(): ReferenceState {
    const copies = (arrays: readonly Float64Array[]) => arrays.map((values) => values.slice());
    const names = ['theta', ...this.#plan.slots.map(({ name }) => name)];
    return {
      fields: new Map(names.map((name) => [name, copies(this.field(name))])),
      pastGradients: this.memory.map(copies),
      guard: this.#guard?.memory ?? null,
    };
  }

  /** Goes on from a state of a reference with the same plan and parameters. */
  restore({ fields, pastGradients, guard }: ReferenceState): void {
    for (const [name, arrays] of fields) {
      for (const [i, field] of this.field(name).entries()) field.set(arrays[i] ?? []);
    }
    for (const [i, state] of this.#states.entries()) {
      state.memory = (pastGradients[i] ?? []).map((g) => g.slice());
    }
    if (guard) this.#guard?.restore(guard);
  }

  /**
   * One step, in place. Shapes: `gradients` as the parameters; `hostScalars` as the plan has them, see `HostScalars`. A
   * step the guard refuses changes nothing.
   */
  step(
    gradients: readonly ArrayLike<number>[],
    hostScalars: Float64Array,
    loss: number | null = null,
  ): StepOutcome {
    this.#states.forEach((state, i) => {
      fieldOf(state, 'g').set(gradients[i] ?? []);
    });
    const scope = new Map(this.#plan.hostScalars.map(({ name }, i) => [name, hostScalars[i] ?? Number.NaN]));
    let accepted = true;
    for (const stage of this.#plan.stages) {
      accepted = this.#run(stage, scope, loss);
      if (!accepted) break;
    }
    return { accepted, norm: scope.get('norm') ?? null };
  }

  /** False where the step must stop here. */
  #run(stage: PlanStage, scope: Map<string, number>, loss: number | null): boolean {
    if (stage.kind === 'custom-op') return this.#runCustomOp(stage.op, scope, loss);
    if (stage.kind === 'reduce') reduce(stage, this.#states, scope);
    else for (const part of stage.parts) updateElements(part, this.#states, scope);
    return true;
  }

  #runCustomOp(op: CustomOp, scope: ReadonlyMap<string, number>, loss: number | null): boolean {
    if (op.id === 'guard') {
      const norm = numberIn(scope, 'norm');
      const watched: Readonly<Record<string, number>> = loss === null ? { norm } : { norm, loss };
      return this.#guard?.accepts(watched, numberIn(scope, 'guardFactor')) ?? true;
    }
    for (const state of this.#states) {
      if (op.id === 'attention') attendTo(state, op, numberIn(scope, 'tau'));
      else if (state.group === 'matrices') {
        const g = fieldOf(state, 'g');
        g.set(orthogonalize(g, matrixShape(state.shape), op.steps));
      }
    }
    return true;
  }
}

function initialState(plan: Plan, parameter: ReferenceParameter): State {
  const size = parameter.values.length;
  const zeros = ['g', ...plan.slots.map(({ name }) => name)].map((n) => [n, new Float64Array(size)] as const);
  return {
    group: groupOf(parameter),
    shape: parameter.shape,
    fields: new Map([['theta', Float64Array.from(parameter.values)], ...zeros]),
    memory: [],
  };
}

function fieldOf(state: State, name: string): Float64Array {
  const field = state.fields.get(name);
  if (!field) throw new RangeError(`reference: no field named ${name}`);
  return field;
}

function numberIn(scope: ReadonlyMap<string, number>, name: string): number {
  const value = scope.get(name);
  if (value === undefined) throw new RangeError(`reference: no number named ${name}`);
  return value;
}

function reduce(stage: ReduceStage, states: readonly State[], scope: Map<string, number>): void {
  let total = 0;
  for (const { fields } of states) {
    forEachElement(fields, scope, () => {
      total += evaluate(stage.sum, float64, scope);
    });
  }
  scope.set(stage.into, total);
  run(stage.finish, scope);
}

function updateElements(
  { group, program }: ElementwisePart,
  states: readonly State[],
  scope: Map<string, number>,
): void {
  for (const { group: ofGroup, fields } of states) {
    if (group !== 'all' && group !== ofGroup) continue;
    forEachElement(fields, scope, (i) => {
      run(program, scope);
      for (const [name, values] of fields) values[i] = numberIn(scope, name);
    });
  }
}

/** Calls `work` for each element with its fields in `scope`. */
function forEachElement(
  fields: ReadonlyMap<string, Float64Array>,
  scope: Map<string, number>,
  work: (i: number) => void,
): void {
  const size = fields.get('theta')?.length ?? 0;
  for (let i = 0; i < size; i++) {
    for (const [name, values] of fields) scope.set(name, values[i] ?? Number.NaN);
    work(i);
  }
}

function run(program: readonly Assignment[], scope: Map<string, number>): void {
  for (const { target, value } of program) scope.set(target, evaluate(value, float64, scope));
}

function attendTo(
  state: State,
  { keep, headSize }: Extract<CustomOp, { id: 'attention' }>,
  tau: number,
): void {
  const g = fieldOf(state, 'g');
  const received = g.slice();
  g.set(attend(state.memory, received, headSize, tau));
  state.memory = [...state.memory, received].slice(-keep);
}
