import { Tabs } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { Banner } from './Banner.tsx';
import { Charts } from './Charts.tsx';
import { LossChart } from './deferredCards.tsx';
import { Header } from './Header.tsx';
import { Lanes } from './Lanes.tsx';
import classes from './PhonePage.module.css';
import { RunBar } from './RunBar.tsx';
import { SharedPanel } from './SharedPanel.tsx';
import { chartsId } from './SkipLink.tsx';
import { Transport } from './Transport.tsx';

/** The page below 700 px: three tabs, and the transport at the thumb. */
export function PhonePage() {
  const t = useMessages();
  const count = useApp(({ spec }) => spec.lanes.length);
  return (
    <div className={classes.page}>
      <Header />
      <Banner />
      <Tabs
        defaultValue="train"
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab }}
      >
        <nav className={classes.bar} aria-label={t('shell.landmark.parts')}>
          <Tabs.List grow aria-label={t('shell.landmark.parts')}>
            <Tabs.Tab value="train">{t('shell.landmark.train')}</Tabs.Tab>
            <Tabs.Tab value="lane">{t('shell.landmark.lanes', { count })}</Tabs.Tab>
            <Tabs.Tab value="set-up">{t('shell.landmark.setup')}</Tabs.Tab>
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
