import { useApp } from '../../../store/app.ts';
import { phaseNow } from '../../../store/rounds.ts';
import { useSeeds } from '../../../store/seeds.ts';
import type { AppState } from '../../../store/state.ts';
import { firstEvaluationText } from '../../kit/evaluation.ts';
import { useMessages } from '../../kit/language.ts';
import { ChangeMarks } from '../engine/ChangeMarks.tsx';
import type { ChartSize } from '../engine/ChartCard.tsx';
import { ChartCard } from '../engine/ChartCard.tsx';
import { ChartFigure } from '../engine/ChartFigure.tsx';
import { ChartMenu } from '../engine/ChartMenu.tsx';
import { Crosshair } from '../engine/Crosshair.tsx';
import { CurveCanvas } from '../engine/CurveCanvas.tsx';
import { EndLabels } from '../engine/EndLabels.tsx';
import type { Inset } from '../engine/Frame.tsx';
import { Frame } from '../engine/Frame.tsx';
import { labelGutter } from '../engine/gutter.ts';
import { LaneKey } from '../engine/LaneKey.tsx';
import { ariaText } from '../engine/readout.ts';
import { Surface } from '../engine/Surface.tsx';
import { seedsMeaning } from '../engine/seedCurves.ts';
import { useEndNames } from '../engine/shownLanes.ts';
import { endLabelWidths } from '../engine/textWidth.ts';
import { scaledInset, useTypeScale } from '../engine/typeScale.ts';
import { xAxis } from '../engine/useXModel.ts';
import styles from './AccuracyChart.module.css';
import { accuracySentence, accuracyTables } from './accuracyText.ts';
import { Reached, TargetLabel, TargetLine } from './Target.tsx';
import { useAccuracyModel } from './useAccuracyModel.ts';

/** The accuracy of every evaluation on the held-out split, with the target. */
export function AccuracyChart() {
  const t = useMessages();
  const title = t('charts.accuracy.title');
  const images = useApp(({ spec }) => spec.data.validation);
  const steps = useApp(({ spec }) => spec.training.evalEvery);
  const seeds = useSeeds();
  const scale = useTypeScale();
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  return (
    <ChartCard
      title={title}
      subtitle={(width) =>
        seedsMeaning(t, seeds) ??
        (width < 420
          ? t('charts.accuracy.subtitleShort', { steps })
          : t('charts.accuracy.subtitle', { images, steps }))
      }
      legend={(width) => several && width < narrowBelow * scale && <LaneKey />}
      controls={() => <ChartMenu title={title} tables={accuracyTables} />}
    >
      {(size) => <AccuracyPlot size={size} />}
    </ChartCard>
  );
}

/** Right of the plot there is room for the figure alone: the name stands in the loss chart. */
const wide: Inset = { left: 44, right: 88, top: 16, bottom: 24 };
/** Below this there is no room for names beside the plot. */
const narrowBelow = 440;
/** Of the chart's width, the most that names take. */
const maxNamed = 0.4;
const narrow: Inset = { left: 38, right: 86, top: 16, bottom: 24 };

function AccuracyPlot({ size }: { readonly size: ChartSize }) {
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  const scale = useTypeScale();
  const t = useMessages();
  const names = useEndNames();
  const isNarrow = size.width < narrowBelow * scale;
  const unnamed = scaledInset(isNarrow ? narrow : wide, scale);
  const gutter = labelGutter(names, t.format.percent(1), endLabelWidths(), maxNamed * size.width);
  const inset = isNarrow || !several ? unnamed : { ...unnamed, right: Math.max(unnamed.right, gutter) };
  const model = useAccuracyModel(size.height - inset.top - inset.bottom);
  const { x, y, lanes, curves, labels, target, readAt } = model;
  const isTuning = useApp(({ run }) => phaseNow(run) === 'lr-search');
  const reached = isTuning ? [] : lanes;
  const waiting = useApp((state) => firstEvaluationText(t, state, waitedFor(state)));
  return (
    <ChartFigure label={accuracySentence(t, model)} x={x} describe={(step) => ariaText(readAt(step))}>
      <Frame
        width={size.width}
        height={size.height}
        inset={inset}
        x={xAxis(x, size.width - inset.left - inset.right)}
        y={y}
      >
        {(plot) => (
          <>
            {target !== null && <TargetLine plot={plot} target={target} />}
            <CurveCanvas plot={plot} curves={curves} />
            <ChangeMarks plot={plot} lanes={lanes} labelled={false} />
            {target !== null && (
              <TargetLabel
                plot={plot}
                target={target}
                curves={curves}
                reached={reached}
                labels={labels}
                gutter={inset.right}
              />
            )}
            {target !== null && <Reached plot={plot} lanes={reached} target={target} />}
            {curves.every((curve) => curve.x.length === 0) && <p className={styles.empty}>{waiting}</p>}
            <EndLabels plot={plot} gutter={inset.right} labels={labels} />
            <Surface plot={plot} x={x} />
            <Crosshair plot={plot} x={x} readAt={readAt} />
          </>
        )}
      </Frame>
    </ChartFigure>
  );
}

/** The lane that will be evaluated first: one that has not diverged, if there is any. */
function waitedFor({ run }: Pick<AppState, 'run'>): number {
  return Math.max(
    0,
    run.lanes.findIndex(({ divergence }) => divergence === null),
  );
}
