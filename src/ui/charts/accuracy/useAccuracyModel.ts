import { previousText } from '../../../messages/differences.ts';
import type { Translator } from '../../../messages/translator.ts';
import type { Evaluation } from '../../../protocol/training-facts.ts';
import { useApp } from '../../../store/app.ts';
import { previousFact, previousShown } from '../../../store/previous.ts';
import type { EvaluationBand } from '../../../store/seeds.ts';
import { evaluationBand, useSeeds } from '../../../store/seeds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import { standingsNow } from '../../../store/standings.ts';
import type { AppState } from '../../../store/state.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { previousStyle } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';
import type { Curve } from '../engine/curve.ts';
import type { Interval } from '../engine/downsample.ts';
import { leaderLast, useLeader } from '../engine/leader.ts';
import { typicalRange } from '../engine/outliers.ts';
import type { EndLabel } from '../engine/placeLabels.ts';
import type { Axis } from '../engine/plot.ts';
import { percentTick } from '../engine/plot.ts';
import type { Readout } from '../engine/readout.ts';
import { titleAt } from '../engine/readout.ts';
import { accuracyDomain, extent, linearTicks } from '../engine/scale.ts';
import { accuracySeedCurves } from '../engine/seedCurves.ts';
import { useShownLanes } from '../engine/shownLanes.ts';
import type { XModel } from '../engine/useXModel.ts';
import { useXModel } from '../engine/useXModel.ts';
import type { XScale } from '../engine/xUnit.ts';

export interface AccuracyLane {
  readonly key: string;
  readonly name: string;
  /** At the end of its curve. */
  readonly label: string;
  readonly style: LaneStyle;
  readonly series: LaneSeries;
  readonly scale: XScale;
  /** On the validation split, in order of step; of several seeds, their medians. */
  readonly evaluations: readonly EvaluationPoint[];
  /** Steps taken when the target was reached; of several seeds the median of those decided. Null where it was not. */
  readonly targetStep: number | null;
  /** Whether it stands for several seeds. */
  readonly isMedian: boolean;
}

/** What the chart shows of an evaluation. */
type EvaluationPoint = Pick<Evaluation, 'step' | 'accuracy' | 'loss'>;

/** All that the accuracy chart shows. */
export interface AccuracyModel {
  readonly x: XModel;
  readonly y: Axis;
  readonly lanes: readonly AccuracyLane[];
  readonly curves: readonly Curve[];
  readonly labels: readonly EndLabel[];
  /** The accuracy to be reached, as a fraction. */
  readonly target: number | null;
  readonly readAt: (step: number) => Readout;
}

export function useAccuracyModel(height: number): AccuracyModel {
  const x = useXModel();
  const target = useApp(targetOf);
  const shown = useShownLanes();
  const before = useApp(previousShown);
  const t = useMessages();
  const fact = useApp(previousFact);
  const label = fact && previousText(t, fact);
  const leader = useLeader();
  const ignoreOutliers = useApp(({ view }) => view.ignoreOutliers);
  const seeded = useSeeds();
  const standings = standingsNow(useApp.getState().run, 0);
  const lanes = shown.map(({ key, name, label: end, style, series, lane }): AccuracyLane => {
    const band = evaluationBand(seeded?.lanes[lane] ?? []);
    const evaluations = band ? medians(band) : validation(series);
    const standing = seeded && standings.find((of) => of.lane === lane);
    const targetStep = standing ? standing.stepsToTarget : series.targetStep;
    return {
      key,
      name,
      label: end,
      style,
      series,
      scale: x.scaleOf(series),
      evaluations,
      targetStep,
      isMedian: band !== null,
    };
  });
  const seedCurves = shown.flatMap(({ style, lane }) =>
    accuracySeedCurves(seeded?.lanes[lane] ?? [], style, x.scaleOf),
  );
  const previous: AccuracyLane | null =
    before && x.previousScale
      ? {
          key: 'previous',
          name: label ?? '',
          label: label ?? '',
          style: previousStyle,
          series: before.series,
          scale: x.previousScale,
          evaluations: validation(before.series),
          targetStep: before.series.targetStep,
          isMedian: false,
        }
      : null;
  const all = previous ? [previous, ...lanes] : lanes;
  return {
    x,
    y: accuracyAxis(t, all, seedCurves, target, x, height, ignoreOutliers),
    lanes,
    curves: [...seedCurves, ...leaderLast(all, leader).map((lane) => accuracyCurve(lane, lane === previous))],
    labels: all.flatMap((lane) => accuracyLabel(t, lane, lane === previous, x)),
    target,
    readAt: (step) => read(t, all, x, step),
  };
}

function targetOf({ spec }: AppState): number | null {
  const { target } = spec.training;
  return target?.metric === 'validationAccuracy' ? target.value : null;
}

function medians({ steps, accuracy, loss }: EvaluationBand): EvaluationPoint[] {
  return Array.from(accuracy.median, (value, i) => ({
    step: steps[i] ?? 0,
    accuracy: value,
    loss: loss.median[i] ?? Number.NaN,
  }));
}

function validation({ evaluations }: LaneSeries): Evaluation[] {
  return evaluations.filter(({ split }) => split === 'validation');
}

/** The accuracy axis for what is drawn, the target among it. */
export function accuracyAxis(
  t: Translator,
  lanes: readonly AccuracyLane[],
  seeds: readonly Curve[],
  target: number | null,
  { zoomed, range }: Pick<XModel, 'zoomed' | 'range'>,
  height: number,
  ignoreOutliers: boolean,
): Axis {
  const measured = lanes.map(({ evaluations }) =>
    evaluations
      .filter(({ step }) => !zoomed || (step >= range.from && step <= range.to))
      .map(({ accuracy }) => accuracy),
  );
  const beside = zoomed ? [] : seeds.flatMap(({ y, lower }) => (lower ? [y, lower] : [y]));
  const ends = ignoreOutliers ? typicalRange(measured) : extent([...measured, ...beside]);
  const domain = accuracyDomain(ends ?? [], target, zoomed);
  const ticks = linearTicks(domain, Math.max(2, height / 20));
  return { domain, ticks, format: percentTick(t) };
}

/** The line through a lane's evaluations, a dot at each; the previous run is faint. */
export function accuracyCurve({ evaluations, scale, style }: AccuracyLane, faint: boolean): Curve {
  const x = evaluations.map(({ step }) => scale.toX(step));
  const y = evaluations.map(({ accuracy }) => accuracy);
  if (faint) return { x, y, ...style, width: 1.5, opacity: 0.75, ...(x.length === 1 && { dot: 2 }) };
  return { x, y, ...style, width: 'line', opacity: 1, dot: 2.5 };
}

/** What stands at the end of a lane's line: none where it is out of view. */
export function accuracyLabel(
  t: Translator,
  { key, evaluations, scale, style, label: name, series, isMedian }: AccuracyLane,
  faint: boolean,
  { domain }: Pick<XModel, 'domain'>,
): EndLabel[] {
  const end = endIn(evaluations, scale, domain);
  if (!end) return [];
  const isDiverged = series.divergence !== null && !isMedian;
  const common = { key, x: end.x, y: end.y, style, ends: end.ends };
  if (faint) return [{ ...common, kind: 'previous', name: t('charts.end.previous'), detail: name }];
  const kind = end.ends && isDiverged ? 'diverged' : 'lane';
  const rank = isDiverged ? Number.POSITIVE_INFINITY : -end.y;
  return [{ ...common, kind, name, detail: t.format.percent(end.y), rank }];
}

/** Where the line of evaluations ends in the window: at the last of them, or where it crosses the right edge. */
function endIn(
  evaluations: readonly EvaluationPoint[],
  scale: XScale,
  [low, high]: Interval,
): { x: number; y: number; ends: boolean } | null {
  const next = evaluations.findIndex(({ step }) => scale.toX(step) > high);
  const before = evaluations.at(next === -1 ? -1 : next - 1);
  const after = evaluations[next];
  if (!before || next === 0) return null;
  const x = scale.toX(before.step);
  if (!after) return x < low ? null : { x, y: before.accuracy, ends: true };
  const share = (high - x) / (scale.toX(after.step) - x);
  return { x: high, y: before.accuracy + share * (after.accuracy - before.accuracy), ends: false };
}

function read(t: Translator, lanes: readonly AccuracyLane[], x: XModel, step: number): Readout {
  const readings = lanes.flatMap((lane) => {
    const nearest = nearestTo(lane.evaluations, step);
    return nearest ? [{ lane, nearest }] : [];
  });
  const current = readings.find(({ lane }) => lane.key !== 'previous') ?? readings[0];
  const rows = readings
    .toSorted((a, b) => b.nearest.accuracy - a.nearest.accuracy)
    .map(({ lane: { key, style, name }, nearest }) => ({
      key,
      style,
      name: key === 'previous' ? t('charts.end.previous') : name,
      figures: [t.format.percent(nearest.accuracy), t.format.measured(nearest.loss)],
    }));
  const dots = readings.map(({ lane, nearest }) => ({
    x: lane.scale.toX(nearest.step),
    y: nearest.accuracy,
    color: lane.style.color,
  }));
  const title = current
    ? t('charts.read.after', { steps: current.nearest.step })
    : titleAt(x.unit, x.scale, step);
  return { title, columns: [t('charts.read.accuracy'), t('charts.read.loss')], rows, dots };
}

function nearestTo(evaluations: readonly EvaluationPoint[], step: number): EvaluationPoint | undefined {
  let best: EvaluationPoint | undefined;
  for (const evaluation of evaluations) {
    if (!best || Math.abs(evaluation.step - step) < Math.abs(best.step - step)) best = evaluation;
  }
  return best;
}
