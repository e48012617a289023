import { Tabs, VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lookText } from '../../messages/verdict.ts';
import { lookProgress } from '../../race/test-result.ts';
import { useApp } from '../../store/app.ts';
import { laneToOpen, notedLanes } from '../../store/layer-statistics.ts';
import { evaluationShown, laneRun, seedShown } from '../../store/rounds.ts';
import { standingsNow } from '../../store/standings.ts';
import { verdictNow } from '../../store/verdict.ts';
import { epochsCaption, evaluationCaption } from '../kit/evaluation.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { EpochsTable } from './EpochsTable.tsx';
import { GradientsPanel } from './GradientsPanel.tsx';
import { LanePicker } from './LanePicker.tsx';
import { measureIntervalText } from './layersText.ts';
import { ProfilePanel } from './ProfilePanel.tsx';
import { ResultSummary } from './ResultSummary.tsx';
import classes from './ResultsCard.module.css';
import type { ResultTab } from './resultTabs.ts';
import { defaultTabOf, isOfLane, resultTabs } from './resultTabs.ts';
import { SensitivityPanel } from './SensitivityPanel.tsx';
import { StandingsTable } from './StandingsTable.tsx';
import { TimingTable } from './TimingTable.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

function VerdictAside() {
  const t = useMessages();
  const verdict = useApp(({ run }) => verdictNow(run));
  return <p>{lookText(t, lookProgress(verdict))}</p>;
}

interface Props {
  /** The chart of the schedules, where it has no card of its own. */
  readonly schedules: ReactNode;
}

/**
 * What came out: in a race who is where, then of one lane the result, what it took for what, and its epochs; and what a
 * step costs.
 */
export function ResultsCard({ schedules }: Props) {
  const t = useMessages();
  const count = useApp(({ run }) => run.displaySpec.lanes.length);
  const isRace = count > 1;
  const [chosen, setChosen] = useState<ResultTab | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  /** The style index of the lane that the layers were opened on. */
  const [noted, setNoted] = useState<number | null>(null);
  const leader = useLive(({ run }) => standingsNow(run, 0)[0]?.lane ?? 0);
  const pickedLane = useApp(({ run }) => run.displaySpec.lanes.findIndex((of) => of.styleIndex === picked));
  const opened = useApp(({ run }) => run.displaySpec.lanes.findIndex((of) => of.styleIndex === noted));
  const tabs = useApp(useShallow(({ run }) => resultTabs(run)));
  const defaultTab = useApp(({ run }) => defaultTabOf(run));
  const tab = chosen !== null && tabs.includes(chosen) ? chosen : defaultTab;
  const ofLane = isOfLane(tab);
  const defaultLane = tab === 'gradients' && opened !== -1 ? opened : leader;
  const lane = pickedLane === -1 ? defaultLane : pickedLane;
  const style = useApp(({ run }) => laneStyle(run.displaySpec.lanes[lane]?.styleIndex ?? lane));
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  function pick(styleIndex: number | null): void {
    setNoted(null);
    setPicked(styleIndex);
  }
  function open(name: string | null): void {
    const { run } = useApp.getState();
    const of = name === 'gradients' ? laneToOpen(run, leader) : leader;
    setNoted(of === leader ? null : (run.displaySpec.lanes[of]?.styleIndex ?? null));
    setChosen(tabs.find((candidate) => candidate === name) ?? null);
  }
  return (
    <section className={classes.card} aria-label={t('results.label')} style={styleVariables(style)}>
      <Tabs
        value={tab}
        onChange={open}
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List aria-label={t('results.label')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`results.tabs.${name}`)}
              {name === 'gradients' && <DiagnosticsMark />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.aside} data-picker={(isRace && ofLane) || undefined}>
          {tab === 'verdict' && <VerdictAside />}
          {tab === 'standings' && <p>{t('results.tabs.ranked')}</p>}
          {tab === 'gradients' && <p>{measureIntervalText(t)}</p>}
          {tab === 'epochs' && <p>{epochsCaption(t, seed)}</p>}
          {(tab === 'result' || tab === 'confusion') && evaluation !== null && (
            <p>{evaluationCaption(t, evaluation, seed)}</p>
          )}
          {isRace && ofLane && (
            <LanePicker lane={lane} isLeader={pickedLane === -1 && lane === leader} onPick={pick} />
          )}
        </div>
        <Tabs.Panel value="verdict">
          <VerdictPanel />
        </Tabs.Panel>
        <Tabs.Panel value="standings">
          <StandingsTable />
        </Tabs.Panel>
        <Tabs.Panel value="sensitivity">
          <SensitivityPanel />
        </Tabs.Panel>
        <Tabs.Panel value="timing">
          <TimingTable />
        </Tabs.Panel>
        <Tabs.Panel value="result">
          <ResultSummary lane={lane} />
        </Tabs.Panel>
        <Tabs.Panel value="gradients">
          <GradientsPanel lane={lane} onPick={pick} />
        </Tabs.Panel>
        <Tabs.Panel value="confusion">
          <ConfusionMatrix lane={lane} />
        </Tabs.Panel>
        <Tabs.Panel value="epochs">
          <EpochsTable lane={lane} />
        </Tabs.Panel>
        <Tabs.Panel value="profile">
          <ProfilePanel />
        </Tabs.Panel>
        <Tabs.Panel value="schedules">
          <div className={classes.chart}>{schedules}</div>
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Beside the name of the tab: there is something to be seen in a layer of some lane. */
function DiagnosticsMark() {
  const t = useMessages();
  const names = useLive(({ run }) =>
    t.format.and(notedLanes(run).map((lane) => run.displaySpec.lanes[lane]?.name ?? '')),
  );
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  if (names === '') return null;
  return (
    <>
      <TriangleAlert className={classes.mark} size={13} strokeWidth={2} aria-hidden="true" />
      <VisuallyHidden>
        {several ? t('results.tabs.noteOn', { lanes: names }) : t('results.tabs.note')}
      </VisuallyHidden>
    </>
  );
}
