import { attentionHeads } from '../../../compiler/kernels/update/attention.ts';
import { guardLosses, guardNorms } from '../../../compiler/kernels/update/guard.ts';
import { thetaBuffer } from '../../../compiler/lowering/lower.ts';
import { laneBuffer } from '../../../compiler/lowering/update.ts';
import type { LoweredLane, LoweredRun } from '../../../compiler/wasm/lower-run.ts';
import { gradientsBuffer, hostScalarsName, sumBuffer } from '../../../compiler/wasm/lower-run.ts';
import type { UpdateStep } from '../../../compiler/wasm/lower-update.ts';
import { fieldsOf } from '../../../compiler/wasm/update-functions.ts';
import { compileExpr } from '../../../core/compile-expr.ts';
import { median } from '../../../core/median.ts';
import { guardWarmup } from '../../../optim/custom-ops/guard.ts';
import type { StepHyperparams } from '../../../optim/host-scalars.ts';
import type { ReduceStage } from '../../../optim/plan.ts';
import type { Machine } from './machine.ts';
import type { WasmCallable } from './task-runner.ts';

/** What a step of an update may need to know. */
interface StepFacts {
  readonly hyperparams: StepHyperparams;
  /** Mean loss of the batch, float32. */
  readonly loss: number;
  /** Steps taken before this one. */
  readonly step: number;
}

type Run = (facts: StepFacts) => void;

/** What an update leaves of a step; null where the plan has no use for it. */
export interface UpdateOutcome {
  readonly norm: number | null;
  readonly accepted: boolean | null;
}

/** @throws RangeError where the host does not say a number that the update needs */
function scalarOf({ hyperparams }: StepFacts, name: string): number {
  const value = hyperparams[name];
  if (value === undefined) throw new RangeError(`update: there is no scalar ${name}`);
  return value;
}

/** The update of one lane, on the gradients that the passes have left. */
export class LaneUpdate {
  readonly #machine: Machine;
  readonly #lane: LoweredLane;
  readonly #index: number;
  readonly #runs: readonly Run[];
  readonly #functions: ReadonlyMap<string, WasmCallable>;
  /** Step scalars by name, as the stages before have left them. */
  readonly #scalars: Record<string, number> = {};

  static async make(
    machine: Machine,
    { arena }: Pick<LoweredRun, 'arena'>,
    lane: LoweredLane,
    index: number,
  ): Promise<LaneUpdate> {
    return new LaneUpdate(machine, arena, lane, index, await machine.functions(lane.update.functions));
  }

  private constructor(
    machine: Machine,
    arena: LoweredRun['arena'],
    lane: LoweredLane,
    index: number,
    functions: ReadonlyMap<string, WasmCallable>,
  ) {
    this.#machine = machine;
    this.#lane = lane;
    this.#index = index;
    this.#functions = functions;
    this.#runs = lane.update.steps.map((step) => this.#linked(step, arena));
  }

  run(facts: StepFacts): UpdateOutcome {
    const { plan } = this.#lane;
    const host = this.#machine.floats(laneBuffer(this.#index, hostScalarsName));
    for (const [i, { name }] of plan.hostScalars.entries()) host[i] = scalarOf(facts, name);
    for (const run of this.#runs) run(facts);
    const { norm = Number.NaN, accepted = 0 } = this.#scalars;
    return {
      norm: plan.stepScalars.includes('norm') ? norm : null,
      accepted: plan.stepScalars.includes('accepted') ? accepted > 0.5 : null,
    };
  }

  #linked(step: UpdateStep, arena: LoweredRun['arena']): Run {
    const machine = this.#machine;
    switch (step.kind) {
      case 'elementwise':
        return this.#elementwise(step);
      case 'reduce':
        return this.#reduce(step, arena.length);
      case 'guard':
        return (facts) => this.#guard(step.window, facts);
      case 'attention':
        return this.#attention(step, arena);
      case 'calls': {
        const program = machine.link(step.program);
        return () => program.run();
      }
    }
  }

  #elementwise({ function: name, runs }: Extract<UpdateStep, { kind: 'elementwise' }>): Run {
    const machine = this.#machine;
    const { plan } = this.#lane;
    const run = this.#function(name);
    const own = (buffer: string): number => machine.address(laneBuffer(this.#index, buffer));
    const bases = fieldsOf(plan).map((field) => {
      if (field === 'theta') return machine.address(thetaBuffer(this.#index));
      return field === 'g' ? machine.address(gradientsBuffer) : own(field);
    });
    const host = own(hostScalarsName);
    const scalars = plan.stepScalars.length > 0 ? own('stepScalars') : 0;
    const calls = runs.map(({ offset, length }) => [
      16 * Math.ceil(length / 4),
      host,
      scalars,
      ...bases.map((base) => base + 4 * offset),
    ]);
    return () => {
      for (const args of calls) run(...args);
    };
  }

  /** The sum on all gradients, then what follows from it, in float64 and rounded once. */
  #reduce({ function: name, stage }: Extract<UpdateStep, { kind: 'reduce' }>, length: number): Run {
    const machine = this.#machine;
    const { plan } = this.#lane;
    const { into, finish } = plan.stages[stage] as ReduceStage;
    const run = this.#function(name);
    const args = [4 * length, machine.address(gradientsBuffer), machine.address(sumBuffer)];
    const statements = finish.map(({ target, value }) => ({ target, value: compileExpr(value) }));
    return ({ hyperparams }) => {
      run(...args);
      const [total = Number.NaN] = machine.double(sumBuffer);
      const scope: Record<string, number> = { ...hyperparams, ...this.#scalars, [into]: total };
      for (const { target, value } of statements) {
        scope[target] = value(scope);
        if (plan.stepScalars.includes(target)) this.#setScalar(target, scope[target]);
      }
    };
  }

  /**
   * Decides whether a step is taken: the loss and the norm of the gradient must be finite, and at most `guardFactor` times
   * the median of their last `window` accepted values, once there are `guardWarmup`.
   */
  #guard(window: number, facts: StepFacts): void {
    const { loss } = facts;
    const words = this.#machine.integers(laneBuffer(this.#index, 'memory'));
    const floats = this.#machine.floats(laneBuffer(this.#index, 'memory'));
    const [count = 0] = words;
    const remembered = Math.min(count, window);
    const { norm = Number.NaN } = this.#scalars;
    const watched = [
      { value: loss, first: guardLosses },
      { value: norm, first: guardNorms(window) },
    ];
    const factor = scalarOf(facts, 'guardFactor');
    const accepted = watched.every(({ value, first }) => {
      if (!Number.isFinite(value)) return false;
      return (
        remembered < guardWarmup || value <= factor * median([...floats.subarray(first, first + remembered)])
      );
    });
    if (accepted) {
      for (const { value, first } of watched) floats[first + (count % window)] = value;
      words[0] = count + 1;
    }
    this.#setScalar('accepted', accepted ? 1 : 0);
  }

  #attention(
    { keep, headSize }: Extract<UpdateStep, { kind: 'attention' }>,
    { places, length }: LoweredRun['arena'],
  ): Run {
    const machine = this.#machine;
    const { guarded } = this.#lane.plan;
    const run = machine.kernel('gradientAttention');
    const heads = attentionHeads(places, headSize);
    machine.integers(laneBuffer(this.#index, 'heads')).set(heads);
    const address = (name: string): number => machine.address(laneBuffer(this.#index, name));
    const before = [
      machine.address(gradientsBuffer),
      address('history'),
      address('heads'),
      heads.length / 2,
      keep,
      length,
    ];
    return (facts) => {
      const { step } = facts;
      const isStored = !guarded || (this.#scalars.accepted ?? 0) > 0.5;
      const [accepted = 0] = guarded ? machine.integers(laneBuffer(this.#index, 'memory')) : [];
      // the guard has counted this step already
      const stepsBefore = guarded ? accepted - (isStored ? 1 : 0) : step;
      run(...before, stepsBefore, isStored ? 1 : 0, scalarOf(facts, 'tau'));
    };
  }

  #function(name: string): WasmCallable {
    const callable = this.#functions.get(name);
    if (!callable) throw new RangeError(`update: there is no function ${name}`);
    return callable;
  }

  #setScalar(name: string, value: number): void {
    const rounded = Math.fround(value);
    this.#scalars[name] = rounded;
    const scalars = this.#machine.floats(laneBuffer(this.#index, 'stepScalars'));
    scalars[this.#lane.plan.stepScalars.indexOf(name)] = rounded;
  }
}
