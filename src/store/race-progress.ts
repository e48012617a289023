import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { PlanProgress, RacePlan, Round } from '../race/plan.ts';
import { laneSteps, planProgress, planRounds } from '../race/plan.ts';
import { racePlanOf } from '../race/race-plan.ts';
import type { RunRounds } from './rounds.ts';
import { isOver, isStopped, roundNow } from './rounds.ts';
import type { RoundState, RunSlice } from './state.ts';

/** The rounds an experiment comes to, without lanes that were stopped by hand; null for a run without a length, which is one. */
function planOf(spec: ExperimentSpec, stopped: readonly string[] = []): RacePlan | null {
  const totalSteps = totalStepsOf(spec);
  return totalSteps === null ? null : racePlanOf(spec, totalSteps, stopped);
}

/** How many rounds an experiment comes to. */
export function roundCount(spec: ExperimentSpec): number {
  const plan = planOf(spec);
  return plan === null ? 1 : planRounds(plan).length;
}

export interface RaceProgress extends PlanProgress {
  /** The rounds of the plan that come before the one under way. */
  readonly done: readonly Round[];
  readonly rounds: readonly Round[];
  readonly round: Round;
}

/** How far the current race is in its plan; null for a run of one round. */
export function raceProgress(run: RunRounds & Pick<RunSlice, 'step' | 'state'>): RaceProgress | null {
  const stopped = isOver(run)
    ? []
    : run.displaySpec.lanes.filter((_, lane) => isStopped(run, lane)).map(({ id }) => id);
  const plan = planOf({ ...run.displaySpec, lanes: plannedLanes(run) }, stopped);
  if (plan === null) return null;
  const rounds = planRounds(plan);
  if (rounds.length < 2) return null;
  const { round } = run.round ?? { round: rounds[0] as Round }; // a plan has a round
  const done = rounds.slice(0, Math.max(0, placeOf(round, rounds)));
  const step = run.roundEnd === null ? run.step : round.steps;
  return { ...planProgress(plan, done, step), done, rounds, round };
}

/** The lanes as the plan goes through them: in the order of the first round, which has all that take part. */
function plannedLanes(run: RunRounds): readonly LaneSpec[] {
  const first = run.rounds[0]?.entries ?? run.round?.round.lanes;
  if (first === undefined) return run.displaySpec.lanes;
  const ids = first.map(({ laneId }) => laneId);
  const place = (id: string): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return run.displaySpec.lanes.toSorted((a, b) => place(a.id) - place(b.id));
}

/** Where a round stands in the plan: no two of a phase and seed have a lane, and in tuning its learning rate, in common. */
function placeOf({ phase, seed, lanes }: Round, rounds: readonly Round[]): number {
  const isIn = (planned: Round) =>
    planned.lanes.some((entry) =>
      lanes.some(({ laneId, lr }) => laneId === entry.laneId && (phase !== 'lr-search' || lr === entry.lr)),
    );
  return rounds.findIndex((planned) => planned.phase === phase && planned.seed === seed && isIn(planned));
}

/** Whether the run is evaluated for the last time: nothing is to be paused or stopped any more. */
export function isLastEvaluation(
  run: RunRounds & Pick<RunSlice, 'step' | 'state' | 'evaluating' | 'endRequested'>,
): boolean {
  if (run.endRequested && run.evaluating !== null) return true;
  if (run.evaluating !== 'test') return false;
  const race = raceProgress(run);
  return race === null || race.done.length + 1 === race.rounds.length;
}

/** Time spent training in all rounds so far, evaluation and pauses left out. */
export function elapsedMs(run: RunRounds): number {
  return [...run.rounds, roundNow(run)].reduce((sum, round) => sum + roundMs(round), 0);
}

/** The same of one round. */
export function roundMs({ entries }: Pick<RoundState, 'entries'>): number {
  const ends = entries.map(({ series: { elapsedMs: times, steps } }) =>
    steps === 0 ? 0 : times.at(steps - 1),
  );
  return Math.max(0, ...ends);
}

/** What the rounds given, or all so far, took by the clock; null where that is not known of each, as of a file. */
export function wallMs(
  run: RunRounds,
  rounds: readonly RoundState[] = [...run.rounds, roundNow(run)],
): number | null {
  return rounds.reduce<number | null>(
    (sum, round) => (sum === null || round.wallMs === undefined ? null : sum + round.wallMs),
    0,
  );
}

/**
 * What is left by the clock: of the round under way at the speed that is shown, evaluation included; of rounds to come what
 * those before took a step and lane, preparation included, and in the first round again that speed. Null while unknown.
 */
export function leftMs(
  run: RunRounds & Pick<RunSlice, 'totalSteps' | 'step' | 'state' | 'stepsPerSecond'>,
): number | null {
  const { totalSteps, step, stepsPerSecond } = run;
  const race = raceProgress(run);
  const steps = race === null ? totalSteps : race.round.steps;
  if (steps === null) return null;
  const lanes = race?.round.lanes.length ?? run.lanes.length;
  const speedMs = stepsPerSecond ? 1000 / stepsPerSecond / lanes : null;
  const before = run.rounds.reduce((sum, { steps: of, entries }) => sum + of * entries.length, 0);
  const beforeMs = before === 0 ? null : wallMs(run, run.rounds);
  const roundMs = beforeMs === null ? speedMs : beforeMs / before;
  const nowMs = step > 0 ? (speedMs ?? roundMs) : roundMs;
  if (nowMs === null || roundMs === null) return null;
  const under = run.roundEnd === null ? Math.max(0, steps - step) * lanes : 0;
  const toCome = race?.rounds.slice(race.done.length + 1) ?? [];
  return under * nowMs + toCome.reduce((sum, round) => sum + laneSteps(round), 0) * roundMs;
}
