import type { ReactNode } from 'react';
import { useCallback, useSyncExternalStore } from 'react';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { elapsedMs, leftMs, raceProgress } from '../../store/race-progress.ts';
import { isOver, stepsShown } from '../../store/rounds.ts';
import { seriesStore } from '../../store/series.ts';
import type { RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import classes from './RunFigures.module.css';

interface Props {
  readonly value: ReactNode;
  readonly label: ReactNode;
  /** Digits to keep room for, so that nothing moves as the figure grows. */
  readonly widthChars: number;
  readonly className?: string | undefined;
  /** What the figure counts, where its label leaves that open. */
  readonly title?: string | undefined;
}

/** A figure with its unit beneath. */
export function Stat({ value, label, widthChars, className, title }: Props) {
  return (
    <div
      className={[classes.stat, className].join(' ')}
      style={{ minWidth: `${widthChars}ch` }}
      title={title}
    >
      <b className={classes.value}>{value}</b>
      <span className={classes.label}>{label}</span>
    </div>
  );
}

/** Steps taken of those there are, in the round under way and at the end in the race that the charts show; on a phone with the rate beneath. */
export function StepCount({ withRate = false }: { readonly withRate?: boolean }) {
  const t = useMessages();
  const step = useLive(({ run }) => (isOver(run) ? stepsShown(run) : run.step));
  const totalSteps = useApp(({ run }) =>
    isOver(run) ? run.totalSteps : (roundLength(run) ?? run.totalSteps),
  );
  const perSecond = useLive(({ run }) => (withRate ? run.stepsPerSecond : null));
  const { whole, rate } = t.format;
  const steps = totalSteps === null ? null : whole(totalSteps);
  const of = steps === null ? t('shell.progress.stepsAlone') : t('shell.progress.ofSteps', { steps });
  const label = withRate && perSecond !== null ? labelWithRate(t, steps, rate(perSecond)) : of;
  return <Stat value={whole(step)} label={label} widthChars={Math.max(7, of.length * 0.55)} />;
}

const labelWithRate = (t: Translator, steps: string | null, rate: string): string =>
  steps === null
    ? t('shell.progress.stepsAloneAt', { rate })
    : t('shell.progress.ofStepsAt', { steps, rate });

/** Steps of the round under way: lanes are timed over fewer than they race. */
function roundLength({ round }: RunSlice): number | null {
  return round?.round.phase === 'timing' ? round.round.steps : null;
}

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
