import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { joinSentences } from '../../messages/sentences.ts';
import { useApp } from '../../store/app.ts';
import { choicesNow, gridOf } from '../../store/tuning.ts';
import { ChartMenu } from '../charts/engine/ChartMenu.tsx';
import { useMessages } from '../kit/language.ts';
import { ChosenRates } from './ChosenRates.tsx';
import classes from './SensitivityPanel.module.css';
import { SensitivityPlot } from './SensitivityPlot.tsx';
import type { SensitivityMetric } from './sensitivity.ts';
import {
  choiceText,
  decidingMetric,
  sensitivityLanes,
  sensitivityNotes,
  sensitivityTables,
} from './sensitivity.ts';

/** How much each lane's result hangs on its learning rate, from the search's own runs. */
export function SensitivityPanel() {
  const t = useMessages();
  const run = useApp((state) => state.run);
  const { target } = run.displaySpec.training;
  const [picked, setPicked] = useState<SensitivityMetric | null>(null);
  const metric = picked ?? decidingMetric(choicesNow(run), target);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const lanes = sensitivityLanes(run.displaySpec.lanes, choicesNow(run), metric);
  const notes = sensitivityNotes(t, lanes);
  return (
    <div className={classes.layout}>
      <div ref={ref} className={classes.chart}>
        {lanes.every(({ x, diverged, missed }) => x.length + diverged.length + missed.length === 0) && (
          <p className={classes.empty}>{t('results.sensitivity.empty')}</p>
        )}
        {width > 0 && height > 0 && (
          <SensitivityPlot width={width} height={height} lanes={lanes} rates={gridOf(run)} metric={metric} />
        )}
      </div>
      <div className={classes.aside}>
        <div className={classes.controls}>
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            aria-label={t('results.sensitivity.shown')}
            transitionDuration={0}
            value={metric}
            onChange={(value) => setPicked(value as SensitivityMetric)}
            data={[
              ...(target === null ? [] : [{ value: 'steps', label: t('results.sensitivity.steps') }]),
              { value: 'accuracy', label: t('results.sensitivity.accuracy') },
              { value: 'loss', label: t('results.sensitivity.loss') },
            ]}
          />
          <ChartMenu title={t('results.tabs.sensitivity')} tables={() => sensitivityTables(t, lanes)} />
        </div>
        <p className={classes.text}>
          {joinSentences(t, choiceText(t, run.displaySpec), t('results.sensitivity.ring'))}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={classes.notes} tabIndex={0} aria-label={t('results.sensitivity.notes')}>
          <ChosenRates lanes={lanes} />
          {notes.map((note) => (
            <p key={note} className={classes.note}>
              <TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
              <span>{note}</span>
            </p>
          ))}
        </section>
      </div>
    </div>
  );
}
