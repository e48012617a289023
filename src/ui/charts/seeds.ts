import { alignCurves, Band } from '../../race/bands.ts';
import { useApp } from '../../store/app.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, positionOf, racesOver, shownHeat } from '../../store/heats.ts';
import type { LaneSeries } from '../../store/series.ts';
import type { HeatRun, RunSlice } from '../../store/state.ts';
import { smoothed } from './smoothing.ts';

/** One lane at one seed. */
export interface SeedSeries {
  readonly seed: number;
  readonly series: LaneSeries;
  /** False where a hand stopped it: it is drawn, and left out of median and band. */
  readonly counts: boolean;
}

/** What the charts show of a race over several seeds. */
export interface Seeds {
  /** Seeds that are over, of each lane of the experiment. */
  readonly lanes: readonly (readonly SeedSeries[])[];
  /** True once no seed is under way: then the median stands for the lane. */
  readonly isOver: boolean;
  /** Seeds that are over. */
  readonly count: number;
}

/** The seeds that lie beside the heat the charts show; null where one heat is all there is to see. */
function seedsShown(run: Raced & Pick<RunSlice, 'state'>): Seeds | null {
  if (shownHeat(run).heat.phase !== 'race') return null;
  const over = racesOver(run);
  const isOver = over.length === heatsOf(run, 'race').length;
  if (over.length === 0 || (isOver && over.length === 1)) return null;
  const lanes = run.spec.lanes.map((_, lane) => over.flatMap((heat) => seedOf(heat, lane)));
  return { lanes, isOver, count: over.length };
}

function seedOf(heat: HeatRun, lane: number): SeedSeries[] {
  const position = positionOf(heat, lane);
  const [series, state] = [heat.series[position], heat.lanes[position]?.state];
  if (!series || series.steps === 0) return [];
  return [{ seed: heat.heat.seed, series, counts: state !== 'stopped' }];
}

let known: { readonly of: readonly unknown[]; readonly seeds: Seeds | null } | null = null;

/** The same, worked out again only when a heat begins or the run comes to rest. */
export function useSeeds(): Seeds | null {
  return useApp(({ run }) => {
    const of = [
      run.spec.lanes.length,
      run.heat,
      run.heats,
      run.state === 'finished' || run.state === 'failed',
    ];
    if (!known?.of.every((part, i) => part === of[i])) known = { of, seeds: seedsShown(run) };
    return known.seeds;
  });
}

const diverged = ({ divergence }: LaneSeries): boolean => divergence !== null;
const counted = (seeds: readonly SeedSeries[]): readonly LaneSeries[] =>
  seeds.filter(({ counts }) => counts).map(({ series }) => series);

const lossBands = new WeakMap<LaneSeries, { weight: number; band: Band }>();

/** Median and band of a lane's smoothed loss by step; null for fewer than two seeds. */
export function lossBand(seeds: readonly SeedSeries[], weight: number): Band | null {
  const all = counted(seeds);
  const [first] = all;
  if (first === undefined || all.length < 2) return null;
  let found = lossBands.get(first);
  if (found?.weight !== weight) {
    found = { weight, band: new Band() };
    lossBands.set(first, found);
  }
  found.band.follow(
    all.map((series) => ({
      values: smoothed(series, series.loss.values, weight),
      diverged: diverged(series),
    })),
  );
  return found.band;
}

/** Median and band of what a lane's seeds were evaluated at. */
export interface EvaluationBand {
  readonly steps: Float64Array;
  readonly accuracy: Band;
  readonly loss: Band;
}
const evaluationBands = new WeakMap<LaneSeries, { n: number; band: EvaluationBand }>();

/** Null for fewer than two seeds. */
export function evaluationBand(seeds: readonly SeedSeries[]): EvaluationBand | null {
  const all = counted(seeds);
  const [first] = all;
  if (first === undefined || all.length < 2) return null;
  const found = evaluationBands.get(first);
  if (found?.n === all.length) return found.band;
  const of = (key: 'accuracy' | 'loss', worst: number) => {
    const aligned = alignCurves(
      all.map((series) => {
        const made = series.evaluations.filter(({ split }) => split === 'validation');
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
  evaluationBands.set(first, { n: all.length, band });
  return band;
}
