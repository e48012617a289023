import { formatWhole } from '../../core/format.ts';
import { raceProgress } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { useLive } from '../charts/useFrame.ts';
import classes from './ProgressLine.module.css';

/** The part that is done, of a race of several rounds the part of all of them, two pixels high; empty without a length. */
export function ProgressLine() {
  const run = useLive((state) => state.run);
  const { done, all, unit } = progressOf(run);
  const share = all ? Math.min(1, done / all) : 0;
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label="Progress of the run"
      aria-valuemin={0}
      aria-valuemax={all ?? undefined}
      aria-valuenow={all ? done : undefined}
      aria-valuetext={
        all ? `${formatWhole(done)} of ${formatWhole(all)} ${unit}` : `${formatWhole(done)} steps, no end set`
      }
    >
      <div className={classes.done} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

function progressOf(run: RunSlice) {
  const race = raceProgress(run);
  if (race === null) return { done: run.step, all: run.totalSteps, unit: 'steps' };
  return { done: race.doneLaneSteps, all: race.totalLaneSteps, unit: 'steps of all lanes' };
}
