import { formatPercent, formatWhole } from '../../core/format.ts';
import type { Curve } from './curve.ts';
import { freePlace, placesOn } from './freePlace.ts';
import { spread } from './labels.ts';
import { lookVariables } from './lane.ts';
import type { Plot } from './plot.ts';
import styles from './Target.module.css';
import { endLabelWidths } from './textWidth.ts';
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
}

const padding = 8; // both sides, as in the style sheet
const height = 17;

/** What the finish line is, where no curve runs. */
export function TargetLabel({ plot, target, curves, reached }: LabelProps) {
  const digits = Number.isInteger(Math.round(target * 1e4) / 100) ? 0 : 1;
  const text = `Target ${formatPercent(target, digits)}`;
  const level = plot.y(target);
  const places = placesOn(level, { width: endLabelWidths().detail(text) + padding, height }, plot);
  const lines = curves
    .filter(({ foot }) => foot === undefined)
    .map(({ x, y }) => ({ x: Array.from(x, plot.x), y: Array.from(y, plot.y) }));
  const marks = reached
    .flatMap((lane) => reachedAt(lane, plot))
    .map(({ x }) => ({ x: [x, x], y: [0, level] }));
  const place = freePlace(places, [...lines, ...marks]);
  if (place === undefined) return null;
  const { left, top } = place;
  return (
    <span className={styles.label} style={{ left, top }} aria-hidden="true">
      {text}
    </span>
  );
}

/** Where in the plot a lane reached the target; nothing where it did not, or not in view. */
function reachedAt({ key, look, scale, targetStep }: AccuracyLane, plot: Plot) {
  const x = targetStep === null ? Number.NaN : plot.x(scale.toX(targetStep));
  return x >= 0 && x <= plot.width ? [{ key, look, x, text: formatWhole(targetStep ?? 0) }] : [];
}

/** At which step each lane reached the target; those too near to one another stand apart. */
export function Reached({
  plot,
  lanes,
  target,
}: {
  readonly plot: Plot;
  readonly lanes: readonly AccuracyLane[];
  readonly target: number;
}) {
  const reached = lanes.flatMap((lane) => reachedAt(lane, plot));
  const wishes = reached.map(({ x, text }) => ({ x: 0, y: x, width: 1, height: text.length * 7 + 16 }));
  const places = spread(wishes, plot.width);
  return reached.map(({ key, look, x, text }, i) => (
    <div
      key={key}
      className={styles.reached}
      style={{ left: x, height: plot.y(target), ...lookVariables(look) }}
      aria-hidden="true"
    >
      <span style={{ left: (places[i] ?? x) - x }}>{text}</span>
    </div>
  ));
}
