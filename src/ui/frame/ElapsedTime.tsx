import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from '../../store/app.ts';
import { elapsedMs, raceProgress } from '../../store/race-progress.ts';
import { seriesStore } from '../../store/series.ts';
import { duration } from '../figures.ts';
import { Stat } from './Stat.tsx';

/** Time spent training, evaluation and pauses left out; beside it, while it trains, what is left at the present rate. */
export function ElapsedTime({ leftClass }: { readonly leftClass?: string | undefined }) {
  const elapsedSeconds = useSyncExternalStore(seriesStore.subscribe, elapsedSoFar);
  const leftSeconds = useApp(
    useCallback(({ run }) => {
      if (run.state !== 'running') return null;
      const race = raceProgress(run);
      if (race !== null) return race.leftMs === null ? null : Math.ceil(race.leftMs / 1000);
      if (run.horizon === null || !run.stepsPerSecond) return null;
      return Math.ceil((run.horizon - run.step) / run.stepsPerSecond);
    }, []),
  );
  return (
    <>
      <Stat value={duration(elapsedSeconds * 1000)} label="of training" widthChars={6.5} />
      {leftSeconds === null ? null : (
        <Stat value={duration(leftSeconds * 1000)} label="left" widthChars={6.5} className={leftClass} />
      )}
    </>
  );
}

const elapsedSoFar = (): number => Math.floor(elapsedMs(useApp.getState().run) / 1000);
