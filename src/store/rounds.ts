import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { RoundReport } from '../protocol/messages.ts';
import type { Evaluation } from '../protocol/training-facts.ts';
import type { Phase, RoundLane } from '../race/plan.ts';
import { laneAtRate } from '../race/round-lanes.ts';
import type { RoundRun } from '../race/round-record.ts';
import { emptyLane } from './app.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import type { LaneRun, RoundEntry, RoundState, RunSlice } from './state.ts';

/** What of a run is needed to know its rounds; the numbers of the one under way are those of `seriesStore`. */
export type RunRounds = Pick<
  RunSlice,
  'displaySpec' | 'replaySpec' | 'lanes' | 'round' | 'roundEnd' | 'rounds' | 'wallMs'
>;

/** True once a step was taken, or a round is over. */
export const hasBegun = ({ step, rounds }: Pick<RunSlice, 'step' | 'rounds'>): boolean =>
  step > 0 || rounds.length > 0;

/** Whether lanes are raced at several seeds, so that the end brings a verdict over them. */
export const isRaceOfSeeds = ({ lanes, seeds }: Pick<ExperimentSpec, 'lanes' | 'seeds'>): boolean =>
  lanes.length > 1 && seeds > 1;

/** What the worker will tell of a run that is opened: until then, all lanes at its first seed. */
function expected({ lanes, seed }: ExperimentSpec): RoundReport {
  return {
    index: 0,
    round: { phase: 'race', seed, lanes: lanes.map(({ id }) => ({ laneId: id })), steps: 0 },
  };
}

function specOf({ lanes }: ExperimentSpec, { laneId, lr }: RoundLane): LaneSpec | undefined {
  const lane = lanes.find(({ id }) => id === laneId);
  return lane && laneAtRate(lane, lr);
}

/** The lane of an entry as it is shown: with an event for each gesture of live edits. */
export const shownSpec = ({ displaySpec }: Pick<RunSlice, 'displaySpec'>, entry: RoundEntry): LaneSpec =>
  specOf(displaySpec, entry) ?? entry.effectiveSpec;

/** The round under way, or the last one. */
export function roundNow(run: RunRounds, series: readonly LaneSeries[] = seriesStore.lanes): RoundState {
  const { index, round } = run.round ?? expected(run.displaySpec);
  const { phase, seed, steps, lanes } = round;
  const entries = lanes.flatMap((lane, position): RoundEntry[] => {
    const [effectiveSpec, measured] = [specOf(run.replaySpec, lane), series[position]];
    const laneRun = run.lanes[position];
    return effectiveSpec && laneRun && measured
      ? [{ ...lane, effectiveSpec, run: laneRun, series: measured }]
      : [];
  });
  const now = { index, phase, seed, steps, entries, end: run.roundEnd };
  return run.wallMs === null ? now : { ...now, wallMs: run.wallMs };
}

/** The lanes of a round, for what results keep of it. */
export const runsOf = ({ entries }: Pick<RoundState, 'entries'>): readonly RoundRun[] =>
  entries.map(({ laneId, effectiveSpec, run: { state, divergence, targetStep }, series }) => {
    const { loss, evaluations } = series;
    return { laneId, effectiveSpec, state, divergence, targetStep, loss: loss.values, evaluations };
  });

/** All rounds of a phase that have begun, in order. */
export function roundsOf(
  run: RunRounds,
  phase: Phase,
  series: readonly LaneSeries[] = seriesStore.lanes,
): readonly RoundState[] {
  const now = roundNow(run, series);
  return [...run.rounds, now].filter((round) => round.phase === phase);
}

/** What is trained now. */
export const phaseNow = ({ round }: Pick<RunSlice, 'round'>): Phase => round?.round.phase ?? 'race';

/** The round the charts show: the one under way; while lanes are timed alone, the last race. */
export function shownRound(run: RunRounds, series: readonly LaneSeries[] = seriesStore.lanes): RoundState {
  const now = roundNow(run, series);
  if (now.phase !== 'timing') return now;
  return run.rounds.findLast(({ phase }) => phase === 'race') ?? now;
}

/** Steps taken in the round that the charts show: lanes that are timed alone begin at 0 again, and the race stays in view. */
export function stepsShown(run: RunRounds & Pick<RunSlice, 'step'>): number {
  if (phaseNow(run) !== 'timing') return run.step;
  return stepsOf(shownRound(run));
}

/** Steps of the lane of a round that has taken the most. */
export const stepsOf = ({ entries }: Pick<RoundState, 'entries'>): number =>
  Math.max(0, ...entries.map(({ series }) => series.steps));

/** The id of a lane of a run, by its place in the spec. */
export const laneIdOf = ({ displaySpec }: Pick<RunSlice, 'displaySpec'>, lane: number): string =>
  displaySpec.lanes[lane]?.id ?? '';

/** The latest race of a lane, index into the spec's lanes; null where it has not raced. */
export function latestRace(
  run: RunRounds,
  lane: number,
  series: readonly LaneSeries[] = seriesStore.lanes,
): { readonly round: RoundState; readonly entry: RoundEntry } | null {
  const id = laneIdOf(run, lane);
  for (const round of roundsOf(run, 'race', series).toReversed()) {
    const entry = round.entries.find(({ laneId }) => laneId === id);
    if (entry) return { round, entry };
  }
  return null;
}

const stoppedLane: LaneRun = { ...emptyLane, state: 'stopped' };

/** How a lane of the spec stands in the latest race it took part in; as before the first step while there is none. */
export function laneRun(run: RunRounds, lane: number): LaneRun {
  return latestRace(run, lane)?.entry.run ?? (isStopped(run, lane) ? stoppedLane : emptyLane);
}

/** Whether a lane of the spec was stopped by hand: it takes part in nothing that is to come. */
export function isStopped(run: RunRounds, lane: number): boolean {
  const id = laneIdOf(run, lane);
  return [...run.rounds, roundNow(run)].some(({ entries }) =>
    entries.some((entry) => entry.laneId === id && entry.run.state === 'stopped'),
  );
}

/** What was measured of a lane of the spec in the latest race it took part in. */
export const laneSeries = (run: RunRounds, lane: number): LaneSeries | null =>
  latestRace(run, lane)?.entry.series ?? null;

/** True where nothing of the run is being trained or waits to be. */
export const isOver = ({ state }: Pick<RunSlice, 'state'>): boolean =>
  state === 'finished' || state === 'failed';

/** Whether a lane of a round that is over was stopped by hand, be it with its target reached. */
export const wasCut = ({ steps }: Pick<RoundState, 'steps'>, { series }: RoundEntry): boolean =>
  Number.isFinite(steps) && series.divergence === null && series.steps < steps;

/** The races that have ended, for lines over seeds: with the one under way once it is over. */
export function racesOver(run: RunRounds & Pick<RunSlice, 'state'>): readonly RoundState[] {
  const races = roundsOf(run, 'race');
  return isOver(run) || phaseNow(run) !== 'race' ? races : races.slice(0, -1);
}

/** The test evaluation once there is one, before that the latest on the validation split. */
export function evaluationShown(lane: LaneRun): Evaluation | null {
  return lane.test ?? lane.latestValidation ?? null;
}

/** The seed of what is shown of a lane, its latest race; null where only one is raced. */
export function seedShown(run: RunRounds, lane: number): number | null {
  return run.displaySpec.seeds > 1 ? (latestRace(run, lane)?.round.seed ?? null) : null;
}

/** Whether a round is over, so that there is a result to export. */
export const hasResult = ({ rounds, roundEnd }: RunRounds): boolean =>
  roundEnd !== null || rounds.some(({ end }) => end !== null);
