import { useApp } from '../../store/app.ts';
import { roundCount } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { useLive } from '../charts/useFrame.ts';
import { rate } from '../figures.ts';
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
  const several = useApp(({ run }) => roundCount(run.spec) > 1);
  const isValidating = useLasting(useApp(({ run }) => run.evaluating === 'validation'));
  const quiet = useApp(({ run }) => quietText(run, isValidating));
  return (
    <section
      className={classes.bar}
      data-quiet={quiet !== '' || undefined}
      data-rounds={several || undefined}
      aria-label="Progress"
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
  const step = useLive(({ run }) => run.step);
  const perEpoch = useApp(({ run }) => run.stepsPerEpoch);
  const epochs = perEpoch === null ? '–' : (step / perEpoch).toFixed(2);
  return <Stat value={epochs} label="epochs" widthChars={5} className={className} />;
}

function Rates() {
  const perSecond = useLive(({ run }) => run.stepsPerSecond);
  const batchSize = useApp(({ spec }) => spec.data.batchSize);
  const images = perSecond === null ? null : perSecond * batchSize;
  return (
    <>
      <Stat
        title="By the clock, with evaluation"
        value={rate(perSecond)}
        label="steps/s"
        widthChars={5}
        className={classes.rate}
      />
      <Stat value={rate(images)} label="images/s" widthChars={6.5} className={classes.images} />
    </>
  );
}

/** What is going on where no step is taken. `isValidating`: for longer than a moment. */
function quietText({ state, step, waiting, evaluating }: RunSlice, isValidating: boolean): string {
  if (waiting !== null) return waiting;
  if (evaluating === 'test') return 'Evaluating on the test set…';
  if (isValidating) return 'Evaluating on held-out images…';
  if (state === 'running' && step === 0) return 'Taking the first step…';
  return state === 'building' ? 'Building the network…' : '';
}
