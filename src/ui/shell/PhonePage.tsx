import { Tabs } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { SharedPanel } from '../settings/SharedPanel.tsx';
import { Banner } from './Banner.tsx';
import { Charts } from './Charts.tsx';
import { LossChart } from './deferredCards.tsx';
import { Header } from './Header.tsx';
import { Lanes, lanesTitle } from './Lanes.tsx';
import classes from './PhonePage.module.css';
import { RunBar } from './RunBar.tsx';
import { chartsId } from './SkipLink.tsx';
import { Transport } from './Transport.tsx';

/** The page below 700 px: three tabs, and the transport at the thumb. */
export function PhonePage({ onKeys }: { readonly onKeys: () => void }) {
  const lanes = useApp(({ spec }) => lanesTitle(spec.lanes.length));
  return (
    <div className={classes.page}>
      <Header onKeys={onKeys} />
      <Banner />
      <Tabs
        defaultValue="train"
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab }}
      >
        <nav className={classes.bar} aria-label="Parts of the page">
          <Tabs.List grow aria-label="Parts of the page">
            <Tabs.Tab value="train">Train</Tabs.Tab>
            <Tabs.Tab value="lane">{lanes}</Tabs.Tab>
            <Tabs.Tab value="set-up">Set-up</Tabs.Tab>
          </Tabs.List>
        </nav>
        <main id={chartsId} tabIndex={-1} className={classes.main}>
          <Tabs.Panel value="train" className={classes.charts ?? ''}>
            <RunBar />
            <Charts areStandingsEarly />
          </Tabs.Panel>
          <Tabs.Panel value="lane" className={`${classes.panel} ${classes.beside}`}>
            <div className={classes.peek}>
              <LossChart />
            </div>
            <Lanes />
          </Tabs.Panel>
          <Tabs.Panel value="set-up" className={classes.panel ?? ''}>
            <SharedPanel />
          </Tabs.Panel>
        </main>
      </Tabs>
      <Transport />
    </div>
  );
}
