import { useMessages } from '../kit/language.ts';
import { Banner } from './Banner.tsx';
import { Charts } from './Charts.tsx';
import classes from './DeskPage.module.css';
import { Header } from './Header.tsx';
import { Lanes } from './Lanes.tsx';
import { RunBar } from './RunBar.tsx';
import { SharedPanel } from './SharedPanel.tsx';
import { chartsId } from './SkipLink.tsx';
import { Transport } from './Transport.tsx';

interface Props {
  /** Whether the lanes come first in the sidebar: where it is so narrow that what moves while training goes first. */
  readonly areLanesFirst: boolean;
}

/** The page from 700 px up. Its parts keep their order for the keyboard; the style sheets alone place them by the window. */
export function DeskPage({ areLanesFirst }: Props) {
  return (
    <div className={classes.page}>
      <Header />
      <Banner />
      <Transport />
      <RunBar />
      <Sidebar areLanesFirst={areLanesFirst} />
      <main id={chartsId} className={classes.main} tabIndex={-1}>
        <Charts />
      </main>
    </div>
  );
}

/** The experiment: what every lane shares, and the lanes. */
function Sidebar({ areLanesFirst }: { readonly areLanesFirst: boolean }) {
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
