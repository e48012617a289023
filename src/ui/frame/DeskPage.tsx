import { Banner } from './Banner.tsx';
import { Charts } from './Charts.tsx';
import classes from './DeskPage.module.css';
import { Header } from './Header.tsx';
import { Rail } from './Rail.tsx';
import { RunBar } from './RunBar.tsx';
import { chartsId } from './SkipLink.tsx';
import { Transport } from './Transport.tsx';

interface Props {
  /** Rail beside the charts, or after them in one column: the order of the keys follows. */
  readonly isWide: boolean;
  readonly onKeys: () => void;
}

/** The page from 700 px up. */
export function DeskPage({ isWide, onKeys }: Props) {
  const rail = <Rail key="rail" />;
  const main = (
    <main key="main" id={chartsId} className={classes.main} tabIndex={-1}>
      <Charts />
    </main>
  );
  return (
    <div className={classes.page}>
      <Header onKeys={onKeys} />
      <Banner />
      <Transport />
      <RunBar />
      {isWide ? [rail, main] : [main, rail]}
    </div>
  );
}
