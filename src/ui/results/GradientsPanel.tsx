import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { diagnosticRules } from '../../messages/diagnostics.ts';
import { diagnosticLimits } from '../../nn/diagnostics/gradient-diagnostics.ts';
import { useApp } from '../../store/app.ts';
import { laneLayerStatistics, measuredLayers } from '../../store/layer-statistics.ts';
import type { LayerStatistic } from '../../store/layer-statistics-series.ts';
import { ChartMenu } from '../charts/engine/ChartMenu.tsx';
import helpClasses from '../kit/helpLabel.module.css';
import { LabelTip } from '../kit/LabelTip.tsx';
import { useMessages } from '../kit/language.ts';
import { SidebarPopover } from '../kit/SidebarPopover.tsx';
import classes from './GradientsPanel.module.css';
import { LayerFigures } from './LayerFigures.tsx';
import { LayerNotes } from './LayerNotes.tsx';
import { LayersChart } from './LayersChart.tsx';
import { layerTables, measureHelp, measureName } from './layersText.ts';

const measures = [
  { value: 'gradient', textKey: 'results.layers.gradients' },
  { value: 'weight', textKey: 'results.layers.weights' },
  { value: 'updateRatio', textKey: 'results.layers.updates' },
] as const satisfies readonly { readonly value: LayerStatistic; readonly textKey: string }[];

interface Props {
  readonly lane: number;
  /** Called with the style index of another lane, which is to be shown. */
  readonly onPick: (styleIndex: number) => void;
}

/** How the layers of a lane fare: the norms of their gradients, weights and updates over the run, and what is wrong. */
export function GradientsPanel({ lane, onPick }: Props) {
  const t = useMessages();
  const [measure, setMeasure] = useState<LayerStatistic>('gradient');
  const tables = () => {
    const { run } = useApp.getState();
    const layerStatistics = laneLayerStatistics(run, lane);
    return layerStatistics
      ? layerTables(t, measure, run.displaySpec.lanes[lane]?.name ?? '', measuredLayers(run), layerStatistics)
      : [];
  };
  return (
    <div className={classes.layout}>
      <div className={classes.chart}>
        <div className={classes.title}>
          <LabelTip label={measureName(t, measure)} tip={measureHelp(t, measure)} />
        </div>
        <LayersChart lane={lane} measure={measure} />
      </div>
      <div className={classes.side}>
        <div className={classes.controls}>
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            className={classes.measures}
            classNames={{ label: classes.measure }}
            aria-label={t('results.layers.drawn')}
            transitionDuration={0}
            data={measures.map(({ value, textKey }) => ({ value, label: t(textKey) }))}
            value={measure}
            onChange={setMeasure}
          />
          <DiagnosticsRules />
          <ChartMenu title={measureName(t, measure)} tables={tables} />
        </div>
        <LayerNotes lane={lane} onPick={onPick} />
        <LayerFigures lane={lane} />
      </div>
    </div>
  );
}

/** How the layers are judged: pressed, it says by which limits. */
function DiagnosticsRules() {
  const t = useMessages();
  const label = t('results.layers.judged');
  return (
    <SidebarPopover
      title={label}
      width="22rem"
      align="end"
      target={(toggle) => (
        <UnstyledButton className={helpClasses.label} onClick={toggle}>
          {label}
        </UnstyledButton>
      )}
    >
      {() => (
        <>
          <dl className={classes.rules}>
            {diagnosticRules(t, diagnosticLimits).map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <p className={helpClasses.help}>{t('diagnostics.limits')}</p>
        </>
      )}
    </SidebarPopover>
  );
}
