import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../store/app.ts';
import { laneRun } from '../../store/heats.ts';
import { standingsNow } from '../../store/standings.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import { useLive } from '../charts/useFrame.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { EpochsTable } from './EpochsTable.tsx';
import { evaluationCaption, evaluationShown, seedShown } from './evaluationShown.ts';
import { GradientsPanel } from './GradientsPanel.tsx';
import { HealthMark } from './HealthMark.tsx';
import { LanePicker } from './LanePicker.tsx';
import { cadenceText } from './layersText.ts';
import { ProfilePanel } from './ProfilePanel.tsx';
import { ResultSummary } from './ResultSummary.tsx';
import classes from './ResultsCard.module.css';
import type { RaceTab } from './raceTabs.ts';
import { raceTabNames, raceTabs, usualTab } from './raceTabs.ts';
import { SensitivityPanel } from './SensitivityPanel.tsx';
import { StandingsTable } from './StandingsTable.tsx';
import { TimingTable } from './TimingTable.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

const ofLane: readonly string[] = ['result', 'gradients', 'confusion', 'epochs', 'profile'];

/**
 * What came out: in a race who is where, then of one lane the result, what it took for what, and its epochs; and what a
 * step costs. As high on one tab as on the next.
 */
export function ResultsCard() {
  const count = useApp(({ run }) => run.spec.lanes.length);
  const isRace = count > 1;
  const [chosen, setChosen] = useState<string | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  const leader = useLive(({ run }) => standingsNow(run, 0)[0]?.lane ?? 0);
  const found = useApp(({ run }) => run.spec.lanes.findIndex((of) => of.look === picked));
  const lane = found === -1 ? leader : found;
  const look = useApp(({ run }) => laneLook(run.spec.lanes[lane]?.look ?? lane));
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  const tabs = useApp(useShallow(({ run }) => raceTabs(run)));
  const usual = useApp(({ run }) => usualTab(run));
  const tab =
    chosen === null || !(ofLane.includes(chosen) || tabs.includes(chosen as RaceTab)) ? usual : chosen;
  const isOfLane = ofLane.includes(tab) && tab !== 'profile';
  return (
    <section className={classes.card} aria-label="Results" style={lookVariables(look)}>
      <Tabs
        value={tab}
        onChange={setChosen}
        keepMounted={false}
        classNames={{ root: classes.root, list: classes.list, tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List aria-label="Results">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {raceTabNames[name]}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="result">Result</Tabs.Tab>
          <Tabs.Tab value="gradients" rightSection={<HealthMark />}>
            Gradients
          </Tabs.Tab>
          <Tabs.Tab value="confusion">Confusion</Tabs.Tab>
          <Tabs.Tab value="epochs">Epochs</Tabs.Tab>
          <Tabs.Tab value="profile">Profile</Tabs.Tab>
        </Tabs.List>
        <div className={classes.aside} data-picker={(isRace && isOfLane) || undefined}>
          {tab === 'standings' && <p>Ranked by steps to the target, then by accuracy</p>}
          {tab === 'gradients' && <p>{cadenceText}</p>}
          {isOfLane && tab !== 'gradients' && evaluation !== null && (
            <p>{evaluationCaption(evaluation, seed)}</p>
          )}
          {isRace && isOfLane && <LanePicker lane={lane} isLeader={found === -1} onPick={setPicked} />}
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
          <GradientsPanel lane={lane} />
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
      </Tabs>
    </section>
  );
}
