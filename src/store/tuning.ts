import type { ExperimentSpec } from '../experiment/schema.ts';
import { choicesOf } from '../race/race-plan.ts';
import { runRecords } from '../race/round-record.ts';
import type { Choice } from '../race/sweep.ts';
import { learningRates } from '../race/sweep.ts';
import type { RunRounds } from './rounds.ts';
import { laneIdOf, roundsOf, runsOf } from './rounds.ts';
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
  const rounds = [...roundsOf(run, 'lr-search'), ...roundsOf(run, 'race')];
  return choicesOf(
    run.displaySpec,
    rounds.map((round) => ({ ...round, runs: runRecords(run.displaySpec, runsOf(round)) })),
  );
}

/** How many learning rates of a lane have been tried or are being tried, and how many there are. */
export function triesOf(run: RunRounds, lane: number): { readonly begun: number; readonly all: number } {
  const id = laneIdOf(run, lane);
  const tried = roundsOf(run, 'lr-search').flatMap(({ entries }) =>
    entries.filter(({ laneId }) => laneId === id),
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
