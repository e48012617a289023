import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import { duration } from '../figures.ts';
import { Stat } from './Stat.tsx';

/** Time spent training, evaluation and pauses left out, and what is left at the present rate. */
export function ElapsedTime() {
  const elapsedSeconds = useSyncExternalStore(seriesStore.subscribe, elapsedOfFirstLane);
  const leftSeconds = useApp(
    useCallback(({ run }) => {
      if (run.state !== 'running' || run.horizon === null || !run.stepsPerSecond) return null;
      return Math.ceil((run.horizon - run.step) / run.stepsPerSecond);
    }, []),
  );
  const label = leftSeconds === null ? 'of training' : `${duration(leftSeconds * 1000)} left`;
  return <Stat value={duration(elapsedSeconds * 1000)} label={label} widthChars={8} />;
}

function elapsedOfFirstLane(): number {
  const { elapsedMs } = seriesStore.lane(0);
  return elapsedMs.length === 0 ? 0 : Math.floor(elapsedMs.at(elapsedMs.length - 1) / 1000);
}
