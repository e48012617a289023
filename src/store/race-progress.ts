import type { Heat, PlanProgress, RacePlan } from '../race/plan.ts';
import { planHeats, planProgress } from '../race/plan.ts';
import { horizonOf } from '../spec/length.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import type { Raced } from './heats.ts';
import { heatNow } from './heats.ts';
import type { LaneSeries } from './series.ts';

/** The heats an experiment comes to; null for a run without a length, which is one. */
export function racePlan(spec: ExperimentSpec): RacePlan | null {
  const horizon = horizonOf(spec);
  if (horizon === null) return null;
  const { seed, repeats, race } = spec;
  return {
    mode: race.mode,
    lanes: spec.lanes.map(({ optimizer }) => ({ lr: optimizer.lr })),
    seed,
    repeats,
    tuningSeed: race.tuningSeed,
    grid: race.grid,
    timing: race.timing,
    horizon,
  };
}

/** How many heats an experiment comes to. */
export function heatCount(spec: ExperimentSpec): number {
  const plan = racePlan(spec);
  return plan === null ? 1 : planHeats(plan).length;
}

export interface RaceProgress extends PlanProgress {
  /** The heats of the plan that come before the one under way. */
  readonly done: readonly Heat[];
  readonly heats: readonly Heat[];
  readonly heat: Heat;
}

/** How far the race at hand is in its plan; null for a run of one heat. */
export function raceProgress(run: Raced & { readonly step: number }): RaceProgress | null {
  const plan = racePlan(run.spec);
  if (plan === null) return null;
  const heats = planHeats(plan);
  if (heats.length < 2) return null;
  const { heat } = heatNow(run);
  const done = heats.slice(0, Math.max(0, placeOf(heat, heats)));
  const step = run.heatEnd === null ? run.step : heat.steps;
  return { ...planProgress(plan, done, step, elapsedMs(run)), done, heats, heat };
}

/** Where a heat stands in the plan; lanes stopped by hand may be missing from it. */
function placeOf({ phase, seed, lanes: [first] }: Heat, heats: readonly Heat[]): number {
  return heats.findIndex(
    (planned) =>
      planned.phase === phase &&
      planned.seed === seed &&
      planned.lanes.some(({ lane, lr }) => lane === first?.lane && (phase !== 'tuning' || lr === first.lr)),
  );
}

/** Time spent training in all heats so far, evaluation and pauses left out. */
export function elapsedMs(run: Raced): number {
  const last = (series: readonly LaneSeries[]): number =>
    Math.max(0, ...series.map(({ elapsedMs: times, steps }) => (steps === 0 ? 0 : times.at(steps - 1))));
  return [...run.heats, heatNow(run)].reduce((sum, { series }) => sum + last(series), 0);
}
