import type { Evaluation } from '../protocol/training-facts.ts';
import { alignCurves, Band } from '../race/bands.ts';
import { useApp } from './app.ts';
import type { RunRounds } from './rounds.ts';
import { isOver, racesOver, roundsOf, shownRound, wasCut } from './rounds.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import { smoothed } from './smoothing.ts';
import type { RoundState, RunSlice } from './state.ts';

/** One lane at one seed. */
export interface SeedSeries {
  readonly seed: number;
  readonly series: LaneSeries;
  /** False where it was stopped by hand: it is drawn, and left out of median and band. */
  readonly counts: boolean;
}

/** What the charts show of a race over several seeds. */
export interface Seeds {
  /** Of each lane of the experiment, in the order they are raced: the one under way comes last. */
  readonly lanes: readonly (readonly SeedSeries[])[];
  /** True once no seed is under way. */
  readonly isOver: boolean;
}

/** The seeds raced so far; null where one is all there is to see. */
export function seedsShown(run: RunRounds & Pick<RunSlice, 'state'>): Seeds | null {
  if (shownRound(run).phase !== 'race') return null;
  const races = roundsOf(run, 'race');
  if (races.length < 2) return null;
  const over = racesOver(run);
  const lanes = run.displaySpec.lanes.map(({ id }) =>
    races.flatMap((round, i) => seedOf(round, id, i < over.length)),
  );
  return { lanes, isOver: over.length === races.length };
}

function seedOf(round: RoundState, laneId: string, isOver: boolean): SeedSeries[] {
  const entry = round.entries.find((of) => of.laneId === laneId);
  if (!entry) return [];
  const counts = entry.run.state !== 'stopped' && !(isOver && wasCut(round, entry));
  return [{ seed: round.seed, series: entry.series, counts }];
}

let cached: { readonly of: readonly unknown[]; readonly seeds: Seeds | null } | null = null;

/** The same, worked out again only when a round begins or other numbers are shown, a lane is stopped or the run comes to rest. */
export function seedsNow(run: RunSlice): Seeds | null {
  const of = [
    run.displaySpec.lanes.length,
    run.round,
    run.rounds,
    seriesStore.lanes, // of the round under way, which the run does not hold
    isOver(run),
    run.lanes.map(({ state }) => state === 'stopped').join(),
  ];
  if (!cached?.of.every((part, i) => part === of[i])) cached = { of, seeds: seedsShown(run) };
  return cached.seeds;
}

export const useSeeds = (): Seeds | null => useApp(({ run }) => seedsNow(run));

const diverged = ({ divergence }: LaneSeries): boolean => divergence !== null;
const counted = (seeds: readonly SeedSeries[]): readonly LaneSeries[] =>
  seeds.filter(({ counts, series }) => counts && series.steps > 0).map(({ series }) => series);
const validationsOf = ({ evaluations }: LaneSeries): readonly Evaluation[] =>
  evaluations.filter(({ split }) => split === 'validation');

const lossBands = new WeakMap<LaneSeries, { weight: number; band: Band }>();

/**
 * Median and band of a lane's smoothed loss by step; null for fewer than two seeds. While one is under way they end where
 * it is, so that every step of theirs is that of the same seeds.
 */
export function lossBand(seeds: readonly SeedSeries[], weight: number): Band | null {
  const all = counted(seeds);
  const [first] = all;
  if (first === undefined || all.length < 2) return null;
  let bands = lossBands.get(first);
  if (bands?.weight !== weight) {
    bands = { weight, band: new Band() };
    lossBands.set(first, bands);
  }
  bands.band.follow(
    all.map((series) => ({
      values: smoothed(series, series.loss.values, weight),
      diverged: diverged(series),
    })),
  );
  return bands.band;
}

/** Median and band of what a lane's seeds were evaluated at. */
export interface EvaluationBand {
  readonly steps: Float64Array;
  readonly accuracy: Band;
  readonly loss: Band;
}
const evaluationBands = new WeakMap<LaneSeries, { key: string; band: EvaluationBand }>();

/** Null for fewer than two seeds with an evaluation; they too end where the seed under way is. */
export function evaluationBand(seeds: readonly SeedSeries[]): EvaluationBand | null {
  const all = counted(seeds).filter((series) => validationsOf(series).length > 0 || diverged(series));
  const [first] = all;
  if (first === undefined || all.length < 2) return null;
  const key = all.map((series) => `${series.evaluations.length} ${diverged(series)}`).join();
  const bands = evaluationBands.get(first);
  if (bands?.key === key) return bands.band;
  const of = (key: 'accuracy' | 'loss', worst: number) => {
    const aligned = alignCurves(
      all.map((series) => {
        const made = validationsOf(series);
        const steps = made.map(({ step }) => step);
        return { steps, values: made.map((evaluation) => evaluation[key]), diverged: diverged(series) };
      }),
    );
    const band = new Band(worst);
    band.follow(aligned.curves);
    return { steps: aligned.steps, band };
  };
  const accuracy = of('accuracy', Number.NEGATIVE_INFINITY);
  const band = {
    steps: accuracy.steps,
    accuracy: accuracy.band,
    loss: of('loss', Number.POSITIVE_INFINITY).band,
  };
  evaluationBands.set(first, { key, band });
  return band;
}
