import { SharedPanel } from '../panels/SharedPanel.tsx';
import { Lanes } from './Lanes.tsx';
import classes from './Rail.module.css';

/** The experiment: what every lane shares, then the lanes. */
export function Rail() {
  return (
    <aside className={classes.rail} aria-label="Set-up">
      <SharedPanel />
      <Lanes />
    </aside>
  );
}
