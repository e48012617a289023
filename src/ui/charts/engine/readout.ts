import type { ChangeMark } from '../../../experiment/edits.ts';
import { changesText } from '../../../messages/changes.ts';
import { joinClauses, joinItems } from '../../../messages/sentences.ts';
import type { XUnit } from '../../../store/state.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { messagesNow } from '../../kit/language.ts';
import type { XScale } from './xUnit.ts';
import { formatX } from './xUnit.ts';

/** What the crosshair reads off a chart at a step. */
export interface Readout {
  /** Where it is: `Step 704 · 12.3 s`. */
  readonly title: string;
  /** What the figures of each row are; empty where the names say it. */
  readonly columns: readonly string[];
  readonly rows: readonly ReadoutRow[];
  readonly note?: string;
  /** Points to mark, in data coordinates. */
  readonly dots: readonly { readonly x: number; readonly y: number; readonly color: string }[];
}

export interface ReadoutRow {
  readonly key: string;
  readonly style: LaneStyle;
  readonly name: string;
  readonly figures: readonly string[];
}

/** The readout as a sentence, for a screen reader. */
export function ariaText({ title, columns, rows, note }: Readout): string {
  const t = messagesNow();
  const lines = rows.map(({ name, figures }) => {
    const said = figures.map((figure, i) => {
      const column = columns[i];
      return column ? t('charts.read.figure', { column, figure }) : figure;
    });
    return t('charts.read.row', { lane: name, figures: joinItems(t, said) });
  });
  return joinClauses(t, [title, ...lines, ...(note ? [note] : [])]);
}

/** `Step 704`, and where that is in the unit of the axis. */
export function titleAt(unit: XUnit, scale: XScale, step: number): string {
  const t = messagesNow();
  const at = t.format.whole(step);
  if (unit === 'steps') return t('charts.read.step', { step: at });
  return t('charts.read.stepAt', { step: at, at: formatX(t, unit, scale.toX(step), true) });
}

/** A live edit, with the name of its lane where there are several. */
type NamedChange = ChangeMark & { readonly lane?: string };

/** The live edits of all lanes; of several each with its name. */
export function laneChanges(
  lanes: readonly { readonly name: string; readonly series: { readonly changes: readonly ChangeMark[] } }[],
): readonly NamedChange[] {
  return lanes.flatMap(({ name, series }) =>
    lanes.length < 2 ? series.changes : series.changes.map((change) => ({ ...change, lane: name })),
  );
}

/** The live edit at a step, give or take `reach` steps; undefined where nothing was. */
export function noteAt(changes: readonly NamedChange[], step: number, reach: number): string | undefined {
  const near = changes.filter((change) => Math.abs(change.step - step) <= reach);
  const nearest = near.toSorted((a, b) => Math.abs(a.step - step) - Math.abs(b.step - step))[0];
  if (nearest === undefined) return undefined;
  const t = messagesNow();
  const { lane } = nearest;
  const said = { change: changesText(t, nearest.changes), step: t.format.whole(nearest.step) };
  return lane === undefined ? t('charts.read.change', said) : t('charts.read.changeOf', { lane, ...said });
}
