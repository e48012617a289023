import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { joinSentences } from '../../messages/sentences.ts';
import { useApp } from '../../store/app.ts';
import { isOver } from '../../store/rounds.ts';
import { choicesNow, gridOf } from '../../store/tuning.ts';
import { ChartMenu } from '../charts/engine/ChartMenu.tsx';
import { SetRate } from '../kit/lane/SetRate.tsx';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './SensitivityPanel.module.css';
import { SensitivityPlot } from './SensitivityPlot.tsx';
import type { SensitivityLane, SensitivityMetric } from './sensitivity.ts';
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

/** The best learning rate of each lane: so far, while others are tried; once the race is over with the way to keep it. */
function ChosenRates({ lanes }: { readonly lanes: readonly SensitivityLane[] }) {
  const t = useMessages();
  const over = useApp(({ run }) => isOver(run));
  const withRate = lanes.filter(({ choice }) => choice.lr !== null);
  if (withRate.length === 0) return null;
  return (
    <>
      <ul className={classes.rates} aria-label={t('results.rates.label')}>
        {withRate.map(({ key, name, style, choice }) => (
          <li key={key}>
            <Swatch style={style} />
            <span className={classes.name}>{name}</span>
            <span className={classes.rate}>{t.format.chosen(choice.lr ?? Number.NaN)}</span>
            {over && <SetRate lane={choice.lane} lr={choice.lr ?? Number.NaN} />}
          </li>
        ))}
      </ul>
      {!over && <p className={classes.later}>{t('results.rates.later')}</p>}
    </>
  );
}
