import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from '../../store/app.ts';
import { elapsedMs, leftMs } from '../../store/race-progress.ts';
import { seriesStore } from '../../store/series.ts';
import { useMessages } from '../kit/language.ts';
import { Stat } from './Stat.tsx';

/** Time spent training, evaluation and pauses left out; beside it, while it trains, what is left by the clock, with evaluation. */
export function ElapsedTime({ leftClass }: { readonly leftClass?: string | undefined }) {
  const t = useMessages();
  const elapsedSeconds = useSyncExternalStore(seriesStore.subscribe, elapsedSoFar);
  const leftSeconds = useApp(
    useCallback(({ run }) => {
      if (run.state !== 'running') return null;
      const left = leftMs(run);
      return left === null || left === 0 ? null : Math.ceil(left / 1000);
    }, []),
  );
  return (
    <>
      <Stat
        value={t.format.duration(elapsedSeconds * 1000)}
        label={t('shell.progress.trained')}
        widthChars={6.5}
      />
      {leftSeconds === null ? null : (
        <Stat
          value={t.format.duration(leftSeconds * 1000)}
          label={t('shell.progress.left')}
          widthChars={6.5}
          className={leftClass}
        />
      )}
    </>
  );
}

const elapsedSoFar = (): number => Math.floor(elapsedMs(useApp.getState().run) / 1000);
