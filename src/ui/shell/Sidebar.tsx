import { useMessages } from '../kit/language.ts';
import { Lanes } from './Lanes.tsx';
import { SharedPanel } from './SharedPanel.tsx';
import classes from './Sidebar.module.css';

/** The experiment: what every lane shares, and the lanes. */
export function Sidebar({ areLanesFirst }: { readonly areLanesFirst: boolean }) {
  const t = useMessages();
  const shared = <SharedPanel key="shared" />;
  const lanes = <Lanes key="lanes" />;
  return (
    <aside
      className={classes.sidebar}
      aria-label={t('shell.landmark.setup')}
      data-lanes-first={areLanesFirst || undefined}
    >
      {areLanesFirst ? [lanes, shared] : [shared, lanes]}
    </aside>
  );
}
