import type { Standing } from '../race/standings.ts';
import { seriesStore } from '../store/series.ts';
import { standingsNow } from '../store/standings.ts';
import type { RunSlice } from '../store/state.ts';

interface Known {
  readonly run: RunSlice;
  readonly version: number;
  readonly standings: readonly Standing[];
}

const known = new Map<number, Known>();
const most = 2;

/** `standingsNow`, worked out once for all who ask before something changes. */
export function standingsOnce(run: RunSlice, smoothing: number): readonly Standing[] {
  const version = seriesStore.version();
  const found = known.get(smoothing);
  if (found?.run === run && found.version === version) return found.standings;
  const standings = standingsNow(run, smoothing);
  if (found === undefined && known.size >= most) known.clear();
  known.set(smoothing, { run, version, standings });
  return standings;
}
