import { useShallow } from 'zustand/react/shallow';
import type { Translator } from '../../messages/translator.ts';
import { waitText } from '../../messages/wait.ts';
import { useApp } from '../../store/app.ts';
import { roundCount } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { useLive } from '../charts/useFrame.ts';
import { Term } from '../kit/Term.tsx';
import { useMessages } from '../language.ts';
import { ElapsedTime } from './ElapsedTime.tsx';
import { ProgressLine } from './ProgressLine.tsx';
import { RoundStat } from './RoundStat.tsx';
import classes from './RunBar.module.css';
import { SpeedMenu } from './SpeedMenu.tsx';
import { Stat } from './Stat.tsx';
import { StepCount } from './StepCount.tsx';
import { StopButton } from './StopButton.tsx';
import { useLasting } from './useLasting.ts';

/** How far the run is, how fast it goes, and what it waits for. */
export function RunBar() {
  const t = useMessages();
  const several = useApp(({ run }) => roundCount(run.displaySpec) > 1);
  const isValidating = useLasting(useApp(({ run }) => run.evaluating === 'validation'));
  const quiet = quietText(t, useApp(useShallow(({ run }) => quietFacts(run))), isValidating);
  return (
    <section
      className={classes.bar}
      data-quiet={quiet !== '' || undefined}
      data-rounds={several || undefined}
      aria-label={t('shell.progress.name')}
    >
      <div className={classes.row}>
        <RoundStat />
        <div className={classes.steps}>
          <StepCount />
        </div>
        <Epochs className={classes.epochs} />
        <Rates />
        <ElapsedTime leftClass={classes.left} />
        {quiet === '' ? null : <span className={classes.quiet}>{quiet}</span>}
        <div className={classes.end}>
          <StopButton />
          <SpeedMenu />
        </div>
      </div>
      <div className={classes.line}>
        <ProgressLine />
      </div>
    </section>
  );
}

function Epochs({ className }: { readonly className: string | undefined }) {
  const t = useMessages();
  const step = useLive(({ run }) => run.step);
  const perEpoch = useApp(({ run }) => run.stepsPerEpoch);
  const epochs = perEpoch === null ? '–' : t.format.decimals(step / perEpoch, 2);
  const label = <Term id="epoch">{t('shell.progress.epochs')}</Term>;
  return <Stat value={epochs} label={label} widthChars={5} className={className} />;
}

function Rates() {
  const t = useMessages();
  const perSecond = useLive(({ run }) => run.stepsPerSecond);
  const batchSize = useApp(({ spec }) => spec.data.batchSize);
  const images = perSecond === null ? null : perSecond * batchSize;
  return (
    <>
      <Stat
        title={t('shell.progress.clock')}
        value={t.format.rate(perSecond)}
        label={t('shell.progress.stepsPerSecond')}
        widthChars={5}
        className={classes.rate}
      />
      <Stat
        value={t.format.rate(images)}
        label={t('shell.progress.imagesPerSecond')}
        widthChars={6.5}
        className={classes.images}
      />
    </>
  );
}

type QuietFacts = Pick<RunSlice, 'state' | 'waiting' | 'evaluating'> & { readonly isFirst: boolean };

const quietFacts = ({ state, step, waiting, evaluating }: RunSlice): QuietFacts => ({
  state,
  waiting,
  evaluating,
  isFirst: step === 0,
});

/** What is going on where no step is taken. `isValidating`: for longer than a moment. */
function quietText(
  t: Translator,
  { state, waiting, evaluating, isFirst }: QuietFacts,
  isValidating: boolean,
): string {
  if (waiting !== null) return waitText(t, waiting);
  if (evaluating === 'test') return t('shell.progress.test');
  if (isValidating) return t('shell.progress.validation');
  if (state === 'running' && isFirst) return t('shell.progress.firstStep');
  return state === 'building' ? t('shell.progress.building') : '';
}
