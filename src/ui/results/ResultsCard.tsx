import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { EpochsTable } from './EpochsTable.tsx';
import { evaluationCaption, evaluationShown } from './evaluationShown.ts';
import { ProfilePanel } from './ProfilePanel.tsx';
import { ResultSummary } from './ResultSummary.tsx';
import classes from './ResultsCard.module.css';

/** What came out: the result, who was taken for whom, the epochs, and what a step costs. As high on one tab as on the next. */
export function ResultsCard() {
  const evaluation = useApp(({ run }) => evaluationShown(run));
  const [tab, setTab] = useState<string | null>('result');
  const aside = evaluation === null || tab === 'profile' ? '' : evaluationCaption(evaluation);
  return (
    <section className={classes.card} aria-label="Results">
      <Tabs
        value={tab}
        onChange={setTab}
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List aria-label="Results">
          <Tabs.Tab value="result">Result</Tabs.Tab>
          <Tabs.Tab value="confusion">Confusion</Tabs.Tab>
          <Tabs.Tab value="epochs">Epochs</Tabs.Tab>
          <Tabs.Tab value="profile">Profile</Tabs.Tab>
        </Tabs.List>
        <p className={classes.aside}>{aside}</p>
        <Tabs.Panel value="result">
          <ResultSummary />
        </Tabs.Panel>
        <Tabs.Panel value="confusion">
          <ConfusionMatrix />
        </Tabs.Panel>
        <Tabs.Panel value="epochs">
          <EpochsTable />
        </Tabs.Panel>
        <Tabs.Panel value="profile">
          <ProfilePanel />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
