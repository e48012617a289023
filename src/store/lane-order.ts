import { withLaneMoved } from '../experiment/lane-list.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import { writeLink } from './link.ts';
import { seriesStore } from './series.ts';
import type { RunSlice } from './state.ts';

type LaneOrder = Pick<RunSlice, 'order'>;

/** The worker's index of a lane of the page: the worker keeps the order it was opened with. */
export const workerLane = ({ order }: LaneOrder, lane: number): number => order?.[lane] ?? lane;

/** The page's index of a lane of the worker. */
export const pageLane = ({ order }: LaneOrder, lane: number): number => order?.indexOf(lane) ?? lane;

/** The lanes of a run as the worker has them. */
export const inWorkerOrder = (run: LaneOrder, lanes: readonly LaneSpec[]): readonly LaneSpec[] =>
  run.order === null ? lanes : lanes.flatMap((_, at) => lanes[pageLane(run, at)] ?? []);

/** A round, or the report of one, with its lanes' indices changed. */
export function withLanesAt<Report extends { readonly round: RunSlice['rounds'][number]['round'] }>(
  report: Report,
  at: (lane: number) => number,
): Report {
  const lanes = report.round.lanes.map((entry) => ({ ...entry, lane: at(entry.lane) }));
  return { ...report, round: { ...report.round, lanes } };
}

/** Moves a lane a place up (−1) or down (1). Order trains nothing: the current run goes on, and keeps all it has. */
export function moveLane(index: number, by: -1 | 1): void {
  const { spec, run } = useApp.getState();
  const to = index + by;
  if (to < 0 || to >= spec.lanes.length) return;
  const moved = <Of extends { readonly lanes: readonly LaneSpec[] }>(of: Of): Of => ({
    ...of,
    lanes: withLaneMoved(of.lanes, index, by),
  });
  const at = (lane: number): number => (lane === index ? to : lane === to ? index : lane);
  const next = moved(spec);
  useApp.setState({
    spec: next,
    presetId: null,
    run: {
      ...run,
      displaySpec: moved(run.displaySpec),
      replaySpec: moved(run.replaySpec),
      order: spec.lanes.map((_, lane) => workerLane(run, at(lane))),
      round: run.round && withLanesAt(run.round, at),
      rounds: run.rounds.map((round) => withLanesAt(round, at)),
    },
  });
  writeLink(next);
  seriesStore.changed();
}
