import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { choicesNow, gridOf } from '../../store/tuning.ts';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { useMessages } from '../language.ts';
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
          <p className={classes.empty}>A point for each learning rate, as its run ends</p>
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
            aria-label="Shown by learning rate"
            transitionDuration={0}
            value={metric}
            onChange={(value) => setPicked(value as SensitivityMetric)}
            data={[
              ...(target === null ? [] : [{ value: 'steps', label: 'Steps' }]),
              { value: 'accuracy', label: 'Accuracy' },
              { value: 'loss', label: 'Loss' },
            ]}
          />
          <ChartMenu title="Sensitivity" tables={() => sensitivityTables(lanes)} />
        </div>
        <p className={classes.text}>{choiceText(run.displaySpec)} The ring is the rate that races.</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={classes.notes} tabIndex={0} aria-label="What the search found, and leaves open">
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
