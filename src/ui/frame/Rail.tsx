import { SharedPanel } from '../panels/SharedPanel.tsx';
import { Lanes } from './Lanes.tsx';
import classes from './Rail.module.css';

/** The experiment: what every lane shares, and the lanes. */
export function Rail({ areLanesFirst }: { readonly areLanesFirst: boolean }) {
  const shared = <SharedPanel key="shared" />;
  const lanes = <Lanes key="lanes" />;
  return (
    <aside className={classes.rail} aria-label="Set-up" data-lanes-first={areLanesFirst || undefined}>
      {areLanesFirst ? [lanes, shared] : [shared, lanes]}
    </aside>
  );
}
