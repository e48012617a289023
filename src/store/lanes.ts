import { withLaneMoved, withStyleIndex } from '../experiment/lane-list.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import { writeLink } from './link.ts';
import { editedRun } from './patch.ts';
import { seriesStore } from './series.ts';

type Lanes = readonly LaneSpec[];

/** Gives a lane another name, in the experiment and in the current run, which goes on. `name`: one that is free. */
export function renameLane(index: number, name: string): void {
  relabel((lanes) => lanes.map((lane, i) => (i === index ? { ...lane, name } : lane)));
}

/** Moves a lane a place up (−1) or down (1). Order trains nothing: the current run goes on, and keeps all it has. */
export function moveLane(index: number, by: -1 | 1): void {
  const to = index + by;
  if (to < 0 || to >= useApp.getState().spec.lanes.length) return;
  relabel((lanes) => withLaneMoved(lanes, index, by));
}

/** Gives a lane another style; a lane that has it takes this one's. Hidden ones stay hidden. */
export function recolourLane(index: number, styleIndex: number): void {
  const { spec, hidden, searches, unchangedLanes } = useApp.getState();
  const before = spec.lanes[index]?.styleIndex;
  if (before === undefined) return;
  relabel((lanes) => withStyleIndex(lanes, index, styleIndex));
  const swapped = (at: number): number => (at === styleIndex ? before : at === before ? styleIndex : at);
  useApp.setState({
    hidden: hidden.map(swapped),
    searches: searches.map((search) => ({ ...search, styleIndex: swapped(search.styleIndex) })),
    unchangedLanes: unchangedLanes.map((lane) => ({ ...lane, styleIndex: swapped(lane.styleIndex) })),
  });
}

/** Leaves a lane out of the charts, or draws it again; the last one drawn stays. */
export function toggleLane(index: number): void {
  const { spec, hidden } = useApp.getState();
  const styleIndex = spec.lanes[index]?.styleIndex;
  if (styleIndex === undefined) return;
  const isHidden = hidden.includes(styleIndex);
  if (!isHidden && hidden.length + 1 >= spec.lanes.length) return;
  useApp.setState({ hidden: isHidden ? hidden.filter((at) => at !== styleIndex) : [...hidden, styleIndex] });
}

/** How lanes are told apart, and where they stand, changes nothing of what is trained. */
function relabel(edit: (lanes: Lanes) => Lanes): void {
  const { spec, run } = useApp.getState();
  const labelled = { ...spec, lanes: edit(spec.lanes) };
  const openedSpec = { ...run.openedSpec, lanes: edit(run.openedSpec.lanes) };
  const edited = { ...run, ...editedRun(openedSpec, run.edits) };
  useApp.setState({ spec: labelled, presetId: null, run: edited });
  writeLink(labelled);
  seriesStore.changed();
}
