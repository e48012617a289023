import { Tabs } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { EpochsTable } from './EpochsTable.tsx';
import { evaluationCaption, evaluationShown } from './evaluationShown.ts';
import { ResultSummary } from './ResultSummary.tsx';
import classes from './ResultsCard.module.css';

/** What came out: the result, who was taken for whom, and the epochs. As high on one tab as on the next. */
export function ResultsCard() {
  const evaluation = useApp(({ run }) => evaluationShown(run));
  return (
    <section className={classes.card} aria-label="Results">
      <Tabs
        defaultValue="result"
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List aria-label="Results">
          <Tabs.Tab value="result">Result</Tabs.Tab>
          <Tabs.Tab value="confusion">Confusion</Tabs.Tab>
          <Tabs.Tab value="epochs">Epochs</Tabs.Tab>
        </Tabs.List>
        <p className={classes.aside}>{evaluation === null ? '' : evaluationCaption(evaluation)}</p>
        <Tabs.Panel value="result">
          <ResultSummary />
        </Tabs.Panel>
        <Tabs.Panel value="confusion">
          <ConfusionMatrix />
        </Tabs.Panel>
        <Tabs.Panel value="epochs">
          <EpochsTable />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
