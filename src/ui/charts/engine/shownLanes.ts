import { useShallow } from 'zustand/react/shallow';
import type { LaneSpec } from '../../../experiment/schema.ts';
import type { Translator } from '../../../messages/translator.ts';
import { useApp } from '../../../store/app.ts';
import type { RunRounds } from '../../../store/rounds.ts';
import { shownRound, shownSpec } from '../../../store/rounds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { laneStyle, triedStyle } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';

/** A lane as the charts know it; while learning rates are tuned, at one of them. */
export interface ShownLane {
  readonly key: string;
  readonly name: string;
  /** What stands at the end of its curve: its name, with the learning rate tried where several of its are at once. */
  readonly label: string;
  readonly style: LaneStyle;
  readonly series: LaneSeries;
  /** As it runs. */
  readonly spec: LaneSpec;
  /** Index into the experiment's lanes. */
  readonly lane: number;
}

/** The lanes of the round that the charts show, in their order. */
export function lanesShown(t: Translator, run: RunRounds): readonly ShownLane[] {
  const round = shownRound(run);
  const shown = round.entries.map((entry): ShownLane => {
    const { laneId, series } = entry;
    const spec = shownSpec(run, entry);
    const tried = round.phase === 'lr-search' ? spec.optimizer.lr : null;
    const key = `${spec.styleIndex}@${tried ?? ''}`;
    const name =
      tried === null ? spec.name : t('charts.lane.rate', { lane: spec.name, lr: t.format.chosen(tried) });
    const siblings = round.entries.filter((other) => other.laneId === laneId);
    const lane = run.displaySpec.lanes.findIndex(({ id }) => id === laneId);
    const isAlone = siblings.length === 1;
    const label = isAlone ? spec.name : name;
    const style = isAlone ? laneStyle(spec.styleIndex) : triedStyle(spec.styleIndex, siblings.indexOf(entry));
    return { key, name, label, style, series, spec, lane };
  });
  // lanes that were moved since the round began stand where they stand on the page
  return round.phase === 'lr-search' ? shown : shown.toSorted((a, b) => a.lane - b.lane);
}

/** Those that are not hidden. Read when drawing; `useXModel` says when. */
export function useShownLanes(): readonly ShownLane[] {
  const t = useMessages();
  useApp(useShallow(({ run: { displaySpec: spec, round, rounds } }) => [spec, round, rounds]));
  const hidden = useApp((state) => state.hidden);
  return lanesShown(t, useApp.getState().run).filter(({ spec }) => !hidden.includes(spec.styleIndex));
}

/** What stands at the ends of the curves, be they hidden or not: the room for it stays as it is when one is hidden. */
export function useEndNames(): readonly string[] {
  const t = useMessages();
  return useApp(useShallow(({ run }) => lanesShown(t, run).map(({ label }) => label)));
}
