import type { ExperimentSpec } from '../experiment/schema.ts';
import type { Choice, TuningRun } from '../race/sweep.ts';
import { chooseRate, learningRates, withChosen } from '../race/sweep.ts';
import type { RunRounds } from './rounds.ts';
import { laneIdOf, roundsOf } from './rounds.ts';
import { seriesStore } from './series.ts';

/** Whether learning rates are searched for in a run. */
export const isFair = ({ race }: Pick<ExperimentSpec, 'race'>): boolean => race.mode === 'fair';

let cached: { readonly of: readonly unknown[]; readonly choices: readonly Choice[] } | null = null;

/** What the search for a learning rate has come to for each lane, in the order of the lanes. */
export function choicesNow(run: RunRounds): readonly Choice[] {
  const of = [run.displaySpec, run.rounds, run.lanes, seriesStore.lanes];
  if (!cached?.of.every((part, i) => part === of[i])) cached = { of, choices: choicesOfRun(run) };
  return cached.choices;
}

function choicesOfRun(run: RunRounds): readonly Choice[] {
  const { lanes, training, race } = run.displaySpec;
  const runs = tuningRuns(run);
  return lanes.map(({ optimizer }, lane) => {
    const grid = learningRates(optimizer.lr, race.grid);
    const choice = chooseRate(lane, grid, runs, training.target);
    const raced = racedRate(run, lane);
    return raced === null ? choice : withChosen(choice, raced, grid);
  });
}

/** The learning rate that a lane of a fair race was given to race at; null before, and where its search found none. */
function racedRate(run: RunRounds, lane: number): number | null {
  const entries = roundsOf(run, 'race').flatMap(({ round }) => round.lanes);
  const id = laneIdOf(run, lane);
  return entries.find(({ laneId }) => laneId === id)?.lr ?? null;
}

function tuningRuns(run: RunRounds): TuningRun[] {
  return roundsOf(run, 'lr-search').flatMap((round) =>
    round.round.lanes.flatMap(({ laneId, lr }, position) => {
      const [state, series] = [round.lanes[position], round.series[position]];
      if (!state || !series || lr === undefined) return [];
      const { evaluations, loss } = series;
      const { state: how, targetStep } = state;
      const { steps } = round.round;
      const lane = run.displaySpec.lanes.findIndex(({ id }) => id === laneId);
      return [{ lane, lr, state: how, targetStep, evaluations, steps, loss: loss.values }];
    }),
  );
}

/** How many learning rates of a lane have been tried or are being tried, and how many there are. */
export function triesOf(run: RunRounds, lane: number): { readonly begun: number; readonly all: number } {
  const id = laneIdOf(run, lane);
  const tried = roundsOf(run, 'lr-search').flatMap(({ round }) =>
    round.lanes.filter(({ laneId }) => laneId === id),
  );
  return { begun: tried.length, all: run.displaySpec.race.grid.points };
}

/** The learning rate a lane races at after its search; null before, and where none was found. */
export function chosenRate(run: RunRounds, lane: number): number | null {
  if (!isFair(run.displaySpec) || roundsOf(run, 'race').length === 0) return null;
  return choicesNow(run)[lane]?.lr ?? null;
}

/** All learning rates that a search tries, of all lanes. */
export function gridOf({ displaySpec: spec }: Pick<RunRounds, 'displaySpec'>): readonly number[] {
  return spec.lanes.flatMap(({ optimizer }) => learningRates(optimizer.lr, spec.race.grid));
}
