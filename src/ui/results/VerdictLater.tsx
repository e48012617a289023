import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { racesOver } from '../../store/heats.ts';
import classes from './NothingYet.module.css';

/** In place of the verdict while the race is on: when it comes. */
export function VerdictLater() {
  const seeds = useApp(({ run }) => run.spec.repeats);
  const done = useApp(({ run }) => racesOver(run).length);
  return (
    <p className={classes.text}>
      {seeds === 1
        ? 'The verdict comes at the end of the race.'
        : `The verdict comes after ${formatWhole(seeds)} seeds. Done so far: ${formatWhole(done)}.`}
    </p>
  );
}
