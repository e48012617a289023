import { raceProgress } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import classes from './ProgressLine.module.css';

/** The part that is done, of a race of several rounds the part of all of them, two pixels high; empty without a length. */
export function ProgressLine() {
  const t = useMessages();
  const run = useLive((state) => state.run);
  const { done, all, kind } = progressOf(run);
  const { whole } = t.format;
  const share = all ? Math.min(1, done / all) : 0;
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={t('shell.progress.run')}
      aria-valuemin={0}
      aria-valuemax={all ?? undefined}
      aria-valuenow={all ? done : undefined}
      aria-valuetext={
        all
          ? t(`shell.progress.${kind}`, { done: whole(done), all: whole(all) })
          : t('shell.progress.endless', { done: whole(done) })
      }
    >
      <div className={classes.done} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

function progressOf(run: RunSlice) {
  const race = raceProgress(run);
  if (race === null) return { done: run.step, all: run.totalSteps, kind: 'steps' as const };
  return { done: race.doneLaneSteps, all: race.totalLaneSteps, kind: 'laneSteps' as const };
}
