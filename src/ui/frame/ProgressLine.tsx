import { useApp } from '../../store/app.ts';
import { useLive } from '../charts/useFrame.ts';
import classes from './ProgressLine.module.css';

/** The part of the run that is done, two pixels high; empty where a run has no length. */
export function ProgressLine() {
  const step = useLive(({ run }) => run.step);
  const horizon = useApp(({ run }) => run.horizon);
  const share = horizon ? Math.min(1, step / horizon) : 0;
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label="Progress of the run"
      aria-valuemin={0}
      aria-valuemax={horizon ?? undefined}
      aria-valuenow={horizon ? step : undefined}
      aria-valuetext={horizon ? `${step} of ${horizon} steps` : `${step} steps, no end set`}
    >
      <div className={classes.done} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
