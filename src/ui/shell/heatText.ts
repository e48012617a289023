import { formatWhole } from '../../core/format.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, isOver, wasCut } from '../../store/heats.ts';
import type { RaceProgress } from '../../store/race-progress.ts';
import { raceProgress } from '../../store/race-progress.ts';
import type { HeatRun, RunSlice } from '../../store/state.ts';

/** Which part of a race is under way: `Tuning 1 to 8 of 21`, `seed 0`. */
export interface HeatText {
  readonly what: string;
  readonly detail: string;
}

/** Null for a run of one heat. */
export function heatText(run: Raced & Pick<RunSlice, 'step' | 'state'>): HeatText | null {
  const progress = raceProgress(run);
  if (progress === null) return null;
  const { phase, seed, lanes } = progress.heat;
  if (isOver(run)) return overText(run);
  const detail = `seed ${formatWhole(seed)}`;
  if (phase === 'tuning') {
    const before = count(progress.done);
    const all = count(progress.heats);
    const to = Math.min(all, before + lanes.length);
    return { what: `Tuning ${before + 1 === to ? to : `${before + 1} to ${to}`} of ${all}`, detail };
  }
  const of = progress.heats.filter((heat) => heat.phase === phase).length;
  const nth = progress.done.filter((heat) => heat.phase === phase).length + 1;
  if (phase === 'race') return { what: `Seed ${nth} of ${of}`, detail };
  const name = run.spec.lanes[lanes[0]?.lane ?? 0]?.name ?? '';
  return { what: `Timing ${nth} of ${of}`, detail: `${name} alone` };
}

function overText(run: Raced): HeatText {
  const raced = heatsOf(run, 'race').filter(isWhole).length;
  const of = run.spec.repeats;
  const what = `${raced === of ? raced : `${raced} of ${of}`} ${of === 1 ? 'seed' : 'seeds'}`;
  return { what, detail: raced === of ? 'raced' : 'raced, then stopped' };
}

/** Whether a lane of it came to its length, or all broke before. */
const isWhole = (heat: HeatRun): boolean =>
  heat.lanes.length === 0 || heat.lanes.some((_, position) => !wasCut(heat, position));

/** Runs that tune. */
const count = (heats: RaceProgress['heats']): number =>
  heats.reduce((sum, heat) => sum + (heat.phase === 'tuning' ? heat.lanes.length : 0), 0);
