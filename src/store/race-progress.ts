import { horizonOf } from '../experiment/length.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { Heat, PlanProgress, RacePlan } from '../race/plan.ts';
import { laneSteps, planHeats, planProgress } from '../race/plan.ts';
import { racePlanOf } from '../race/race-plan.ts';
import type { Raced } from './heats.ts';
import { heatNow, isDropped, isOver } from './heats.ts';
import { inWorkerOrder, withLanesAt, workerLane } from './lane-order.ts';
import type { HeatRun, RunSlice } from './state.ts';

/** The heats an experiment comes to, without lanes that were stopped by hand; null for a run without a length, which is one. */
function planOf(spec: ExperimentSpec, dropped: readonly number[] = []): RacePlan | null {
  const horizon = horizonOf(spec);
  return horizon === null ? null : racePlanOf(spec, horizon, dropped);
}

/** How many heats an experiment comes to. */
export function heatCount(spec: ExperimentSpec): number {
  const plan = planOf(spec);
  return plan === null ? 1 : planHeats(plan).length;
}

export interface RaceProgress extends PlanProgress {
  /** The heats of the plan that come before the one under way. */
  readonly done: readonly Heat[];
  readonly heats: readonly Heat[];
  readonly heat: Heat;
}

/** How far the race at hand is in its plan, which goes by the worker's order of lanes; null for a run of one heat. */
export function raceProgress(run: Raced & Pick<RunSlice, 'step' | 'state'>): RaceProgress | null {
  const stopped = isOver(run)
    ? []
    : run.spec.lanes.map((_, lane) => lane).filter((lane) => isDropped(run, lane));
  const inWorker = (lane: number): number => workerLane(run, lane);
  const planned = { ...run.spec, lanes: inWorkerOrder(run, run.spec.lanes) };
  const plan = planOf(planned, stopped.map(inWorker));
  if (plan === null) return null;
  const heats = planHeats(plan);
  if (heats.length < 2) return null;
  const { heat } = run.heat ?? { heat: heats[0] as Heat }; // a plan has a heat
  const done = heats.slice(0, Math.max(0, placeOf(withLanesAt({ heat }, inWorker).heat, heats)));
  const step = run.heatEnd === null ? run.step : heat.steps;
  return { ...planProgress(plan, done, step), done, heats, heat };
}

/** Where a heat stands in the plan: no two of a phase and seed have a lane, and in tuning its learning rate, in common. */
function placeOf({ phase, seed, lanes }: Heat, heats: readonly Heat[]): number {
  const isIn = (planned: Heat) =>
    planned.lanes.some((entry) =>
      lanes.some(({ lane, lr }) => lane === entry.lane && (phase !== 'tuning' || lr === entry.lr)),
    );
  return heats.findIndex((planned) => planned.phase === phase && planned.seed === seed && isIn(planned));
}

/** Whether the run is evaluated for the last time: nothing is to be paused or stopped any more. */
export function isLastEvaluation(
  run: Raced & Pick<RunSlice, 'step' | 'state' | 'evaluating' | 'endAsked'>,
): boolean {
  if (run.endAsked && run.evaluating !== null) return true;
  if (run.evaluating !== 'test') return false;
  const race = raceProgress(run);
  return race === null || race.done.length + 1 === race.heats.length;
}

/** Time spent training in all heats so far, evaluation and pauses left out. */
export function elapsedMs(run: Raced): number {
  return [...run.heats, heatNow(run)].reduce((sum, heat) => sum + heatMs(heat), 0);
}

/** The same of one heat. */
export function heatMs({ series }: Pick<HeatRun, 'series'>): number {
  return Math.max(0, ...series.map(({ elapsedMs: times, steps }) => (steps === 0 ? 0 : times.at(steps - 1))));
}

/** What the heats given, or all so far, took by the clock; null where that is not known of each, as of a file. */
export function wallMs(run: Raced, heats: readonly HeatRun[] = [...run.heats, heatNow(run)]): number | null {
  return heats.reduce<number | null>(
    (sum, heat) => (sum === null || heat.wallMs === undefined ? null : sum + heat.wallMs),
    0,
  );
}

/**
 * What is left by the clock: of the heat under way at the speed that is shown, evaluation included; of heats to come what
 * those before took a step and lane, preparation included, and in the first heat again that speed. Null while unknown.
 */
export function leftMs(
  run: Raced & Pick<RunSlice, 'horizon' | 'step' | 'state' | 'stepsPerSecond'>,
): number | null {
  const { horizon, step, stepsPerSecond } = run;
  const race = raceProgress(run);
  const steps = race === null ? horizon : race.heat.steps;
  if (steps === null) return null;
  const lanes = race?.heat.lanes.length ?? run.lanes.length;
  const speedMs = stepsPerSecond ? 1000 / stepsPerSecond / lanes : null;
  const before = run.heats.reduce((sum, { heat }) => sum + laneSteps(heat), 0);
  const beforeMs = before === 0 ? null : wallMs(run, run.heats);
  const heatMs = beforeMs === null ? speedMs : beforeMs / before;
  const nowMs = step > 0 ? (speedMs ?? heatMs) : heatMs;
  if (nowMs === null || heatMs === null) return null;
  const under = run.heatEnd === null ? Math.max(0, steps - step) * lanes : 0;
  const toCome = race?.heats.slice(race.done.length + 1) ?? [];
  return under * nowMs + toCome.reduce((sum, heat) => sum + laneSteps(heat), 0) * heatMs;
}
