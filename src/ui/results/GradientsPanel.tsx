import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { laneLayerStatistics, measuredLayers } from '../../store/layer-statistics.ts';
import type { LayerStatistic } from '../../store/layer-statistics-series.ts';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { LabelTip } from '../lanes/LabelTip.tsx';
import { DiagnosticsRules } from './DiagnosticsRules.tsx';
import classes from './GradientsPanel.module.css';
import { LayerFigures } from './LayerFigures.tsx';
import { LayerNotes } from './LayerNotes.tsx';
import { LayersChart } from './LayersChart.tsx';
import { layerTables, measureHelp, measureNames } from './layersText.ts';

const measures: readonly { value: LayerStatistic; label: string }[] = [
  { value: 'gradient', label: 'Gradients' },
  { value: 'weight', label: 'Weights' },
  { value: 'updateRatio', label: 'Updates' },
];

interface Props {
  readonly lane: number;
  /** Called with the look of another lane that is to be shown. */
  readonly onPick: (styleIndex: number) => void;
}

/** How the layers of a lane fare: the norms of their gradients, weights and updates over the run, and what is wrong. */
export function GradientsPanel({ lane, onPick }: Props) {
  const [measure, setMeasure] = useState<LayerStatistic>('gradient');
  const tables = () => {
    const { run } = useApp.getState();
    const layerStatistics = laneLayerStatistics(run, lane);
    return layerStatistics
      ? layerTables(measure, run.displaySpec.lanes[lane]?.name ?? '', measuredLayers(run), layerStatistics)
      : [];
  };
  return (
    <div className={classes.layout}>
      <div className={classes.chart}>
        <div className={classes.title}>
          <LabelTip label={measureNames[measure]} tip={measureHelp[measure]} />
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
            aria-label="What is drawn of each layer"
            transitionDuration={0}
            data={[...measures]}
            value={measure}
            onChange={setMeasure}
          />
          <DiagnosticsRules />
          <ChartMenu title={measureNames[measure]} tables={tables} />
        </div>
        <LayerNotes lane={lane} onPick={onPick} />
        <LayerFigures lane={lane} />
      </div>
    </div>
  );
}
