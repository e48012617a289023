import { withLook } from '../experiment/lane-list.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import { parseSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import { writeLink } from './link.ts';
import { seriesStore } from './series.ts';

type Lanes = readonly LaneSpec[];

/** Gives a lane another name, in the experiment and in the current run, which goes on. */
export function renameLane(index: number, name: string): void {
  relabel((lanes) => lanes.map((lane, i) => (i === index ? { ...lane, name } : lane)));
}

/** Gives a lane another look; a lane that has it takes this one's. Hidden ones stay hidden. */
export function recolourLane(index: number, look: number): void {
  const { spec, hidden, searches, ownLanes } = useApp.getState();
  const before = spec.lanes[index]?.look;
  if (before === undefined) return;
  relabel((lanes) => withLook(lanes, index, look));
  const swapped = (at: number): number => (at === look ? before : at === before ? look : at);
  useApp.setState({
    hidden: hidden.map(swapped),
    searches: searches.map((search) => ({ ...search, look: swapped(search.look) })),
    ownLanes: ownLanes.map((lane) => ({ ...lane, look: swapped(lane.look) })),
  });
}

/** Leaves a lane out of the charts, or draws it again; the last one drawn stays. */
export function toggleLane(index: number): void {
  const { spec, hidden } = useApp.getState();
  const look = spec.lanes[index]?.look;
  if (look === undefined) return;
  const isHidden = hidden.includes(look);
  if (!isHidden && hidden.length + 1 >= spec.lanes.length) return;
  useApp.setState({ hidden: isHidden ? hidden.filter((at) => at !== look) : [...hidden, look] });
}

/** How lanes are told apart changes nothing of what is trained. */
function relabel(edit: (lanes: Lanes) => Lanes): void {
  const { spec, run } = useApp.getState();
  const labelled = parseSpec({ ...spec, lanes: edit(spec.lanes) });
  const running = { ...run.spec, lanes: edit(run.spec.lanes) };
  const exact = { ...run.exact, lanes: edit(run.exact.lanes) };
  useApp.setState({ spec: labelled, presetId: null, run: { ...run, spec: running, exact } });
  writeLink(labelled);
  seriesStore.changed();
}
