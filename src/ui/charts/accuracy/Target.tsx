import type { Translator } from '../../../messages/translator.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { styleVariables } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';
import type { Curve } from '../engine/curve.ts';
import { spread } from '../engine/labels.ts';
import type { EndLabel } from '../engine/placeLabels.ts';
import { placeLabels } from '../engine/placeLabels.ts';
import type { Plot } from '../engine/plot.ts';
import { endLabelWidths } from '../engine/textWidth.ts';
import { typeScale } from '../engine/typeScale.ts';
import type { PixelBox } from './labelLayout.ts';
import { findLabelPlace, placesOn } from './labelLayout.ts';
import styles from './Target.module.css';
import type { AccuracyLane } from './useAccuracyModel.ts';

interface TargetProps {
  readonly plot: Plot;
  /** The accuracy to be reached, as a fraction. */
  readonly target: number;
}

/** The finish line, below the curves. */
export function TargetLine({ plot, target }: TargetProps) {
  return <div className={styles.target} style={{ top: plot.y(target) }} aria-hidden="true" />;
}

interface LabelProps extends TargetProps {
  readonly curves: readonly Curve[];
  /** Lanes whose marks come down to the line. */
  readonly reached: readonly AccuracyLane[];
  readonly labels: readonly EndLabel[];
  /** Room right of the plot. */
  readonly gutter: number;
}

const padding = 4; // on each side, as in the style sheet
const pillPadding = 7;
const height = 16;
const above = 16; // room over the plot, where the pills stand

/** What the finish line is, where no curve runs and nothing else is said; left out where there is no such place. */
export function TargetLabel({ plot, target, curves, reached, labels, gutter }: LabelProps) {
  const t = useMessages();
  const digits = Number.isInteger(Math.round(target * 1e4) / 100) ? 0 : 1;
  const text = t('charts.accuracy.target', { target: t.format.percent(target, digits) });
  const level = plot.y(target);
  const widths = endLabelWidths();
  const { scale } = widths;
  const places = placesOn(
    level,
    { width: padding * scale + widths.detail(text), height: height * scale },
    plot,
    above * scale,
  );
  const lines = curves
    .filter(({ lower }) => lower === undefined)
    .map(({ x, y }) => ({ x: Array.from(x, plot.x), y: Array.from(y, plot.y) }));
  const ends = placeLabels(labels, plot, gutter, widths).map(
    (end): PixelBox => ({ ...end, top: end.centre - end.height / 2 }),
  );
  const marks = pillsOf(t, reached, plot).flatMap(({ x, centre, text: steps }): PixelBox[] => {
    const width = widths.detail(steps) + 2 * pillPadding * scale;
    return [
      { left: centre - width / 2, top: -above * scale, width, height: above * scale },
      { left: x - 1, top: 0, width: 2, height: level },
    ];
  });
  const place = findLabelPlace(places, lines, [...ends, ...marks]);
  if (place === null) return null;
  return (
    <span className={styles.label} style={{ left: place.left, top: place.top }} aria-hidden="true">
      {text}
    </span>
  );
}

interface Pill {
  readonly key: string;
  readonly style: LaneStyle;
  readonly text: string;
  /** Where the lane reached the target. */
  readonly x: number;
  /** Of the pill, which makes way for its neighbours. */
  readonly centre: number;
  readonly width: number;
}

function pillsOf(t: Translator, lanes: readonly AccuracyLane[], plot: Plot): readonly Pill[] {
  const scale = typeScale();
  const reached = lanes.flatMap(({ key, style, scale: ofX, targetStep }) => {
    if (targetStep === null) return [];
    const [x, text] = [plot.x(ofX.toX(targetStep)), t.format.whole(targetStep)];
    return x >= 0 && x <= plot.width ? [{ key, style, x, text, width: (text.length * 7 + 16) * scale }] : [];
  });
  const requests = reached.map(({ x, width }) => ({ x: 0, y: x, width: 1, height: width }));
  const centres = spread(requests, plot.width);
  return reached.map((pill, i) => ({ ...pill, centre: centres[i] ?? pill.x }));
}

interface ReachedProps extends TargetProps {
  readonly lanes: readonly AccuracyLane[];
}

/** At which step each lane reached the target; those too near to one another stand apart. */
export function Reached({ plot, lanes, target }: ReachedProps) {
  const t = useMessages();
  return pillsOf(t, lanes, plot).map(({ key, style, text, x, centre }) => (
    <div
      key={key}
      className={styles.reached}
      style={{ left: x, height: plot.y(target), ...styleVariables(style) }}
      aria-hidden="true"
    >
      <span style={{ left: centre - x }}>{text}</span>
    </div>
  ));
}
