import type { Plan, PlanStage } from '../../optim/plan.ts';
import { customOpsOf } from '../../optim/plan.ts';
import type { CustomOp } from '../../optim/transform.ts';
import { elementwiseTunings } from '../kernels/elementwise/elementwise.ts';
import { stepCounterWords } from '../kernels/step-counter.ts';
import { attention, attentionHeadCount, attentionHeads } from '../kernels/update/attention.ts';
import { gradientSum } from '../kernels/update/gradient-sum.ts';
import { guard, guardLength } from '../kernels/update/guard.ts';
import { matrixGroup, optimizerStage } from '../kernels/update/optimizer.ts';
import { orthogonalize } from '../kernels/update/orthogonalize.ts';
import type { UpdateShape } from '../kernels/update/update-buffers.ts';
import { metricsColumns } from '../kernels/update/update-buffers.ts';
import type { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import type { Bindings, BufferRange, Program } from './program.ts';

/** One lane's update, and where its numbers come from and go to. */
export interface LaneUpdateParts {
  readonly index: number;
  readonly lanes: number;
  readonly name: string;
  readonly plan: Plan;
  /** The lane's table of host scalars. */
  readonly hostScalars: BufferRange;
  readonly rows: number;
  readonly buffers: {
    readonly theta: string;
    readonly gradients: string;
    readonly metricsRing: string;
    readonly stepCounter: string;
  };
}

/** What an update needs to find in its buffers before the first step. */
export interface InitialState {
  readonly zeros: readonly string[];
  readonly tables: ReadonlyMap<string, Uint32Array<ArrayBuffer>>;
}

/** The stages of an update as kernels: at the end of a lane's part of a step. */
export function lowerUpdate(program: Program, context: LowerContext, lane: LaneUpdateParts): void {
  const { plan } = lane;
  plan.stages.forEach((stage, i) => {
    lowerStage(program, context, lane, stage, i === plan.stages.length - 1);
  });
}

/** A buffer of a lane's own, by the name that its kernels bind it under. */
export const laneBuffer = (lane: number, name: string): string => `lane${lane}/${name}`;

const headsBuffer = (headSize: number): string => `heads/${headSize}`;
const groupsBuffer = 'groups';

function lowerStage(
  program: Program,
  context: LowerContext,
  lane: LaneUpdateParts,
  stage: PlanStage,
  last: boolean,
): void {
  const { adapterClass } = context;
  const { plan, name } = lane;
  const shape = shapeOf(lane, context.arena);
  const bindings = bindingsOf(program, lane, context.arena);
  if (stage.kind === 'elementwise') {
    program.addTuned(
      elementwiseTunings(adapterClass),
      (tuning) => optimizerStage(name, plan, stage, { ...shape, last }, tuning),
      bindings,
    );
  } else if (stage.kind === 'reduce') {
    program.add(gradientSum(name, plan, stage, shape, adapterClass === 'software' ? 4 : 64), bindings);
  } else lowerCustomOp(program, context, lane, stage.op, bindings);
}

function lowerCustomOp(
  program: Program,
  { adapterClass, arena }: LowerContext,
  lane: LaneUpdateParts,
  op: CustomOp,
  bindings: Bindings,
): void {
  const { plan } = lane;
  const shape = shapeOf(lane, arena);
  if (op.id === 'guard') program.add(guard(plan, op.window, shape), bindings);
  else if (op.id === 'attention') {
    const { keep, headSize } = op;
    const heads = attentionHeadCount(arena.places, headSize);
    const kernel = attention(plan, { keep, heads }, { ...shape, guardWords: guardWords(plan) }, adapterClass);
    program.add(kernel, { ...bindings, heads: program.buffer(headsBuffer(headSize), 2 * heads) });
  } else {
    for (const { id, rows, columns } of arena.matrices) {
      program.add(orthogonalize({ rows, columns }, op.steps, adapterClass), {
        g: arena.range(lane.buffers.gradients, id),
      });
    }
  }
}

function shapeOf({ rows, lanes, index }: LaneUpdateParts, { length }: Arena): UpdateShape {
  const metricsStride = lanes * metricsColumns.length;
  return { length, rows, metricsStride, metricsColumn: index * metricsColumns.length };
}

function guardWords(plan: Plan): number {
  const guardOp = customOpsOf(plan).find((op) => op.id === 'guard');
  return guardOp ? guardLength(guardOp.window) : 0;
}

function historyWords(plan: Plan, { length }: Arena): number {
  const attentionOp = customOpsOf(plan).find((op) => op.id === 'attention');
  return attentionOp ? attentionOp.keep * length : 0;
}

function bindingsOf(program: Program, lane: LaneUpdateParts, arena: Arena): Bindings {
  const { plan, hostScalars, rows, lanes, buffers } = lane;
  const optional: Record<string, BufferRange> = {};
  const words = stateWords(plan, arena);
  for (const [name, length] of words) optional[name] = program.buffer(laneBuffer(lane.index, name), length);
  if (plan.grouped) optional.groups = program.buffer(groupsBuffer, arena.length / 4);
  return {
    theta: program.buffer(buffers.theta, arena.length),
    g: program.buffer(buffers.gradients, arena.length),
    hostScalars,
    metricsRing: program.buffer(buffers.metricsRing, rows * lanes * metricsColumns.length),
    stepCounter: program.buffer(buffers.stepCounter, stepCounterWords),
    ...optional,
  };
}

/** The words of each of a lane's own buffers besides its weights, by binding name. */
export function stateWords(plan: Plan, arena: Arena): Map<string, number> {
  const words = new Map(plan.slots.map(({ name }) => [name, arena.length] as const));
  if (plan.stepScalars.length > 0) words.set('stepScalars', plan.stepScalars.length);
  if (guardWords(plan) > 0) words.set('memory', guardWords(plan));
  if (historyWords(plan, arena) > 0) words.set('history', historyWords(plan, arena));
  return words;
}

/** What must stand in the buffers of the lanes' updates before the first step. */
export function initialState(plans: readonly Plan[], arena: Arena): InitialState {
  const tables = new Map<string, Uint32Array<ArrayBuffer>>();
  for (const plan of plans) {
    if (plan.grouped) tables.set(groupsBuffer, arena.groups(matrixGroup));
    for (const op of customOpsOf(plan)) {
      if (op.id === 'attention')
        tables.set(headsBuffer(op.headSize), attentionHeads(arena.places, op.headSize));
    }
  }
  const zeros = plans.flatMap((plan, index) =>
    [...stateWords(plan, arena).keys()].map((name) => laneBuffer(index, name)),
  );
  return { zeros, tables };
}
