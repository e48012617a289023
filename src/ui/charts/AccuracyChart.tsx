import { formatPercent, formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { firstEvaluationText } from '../results/firstEvaluation.ts';
import styles from './AccuracyChart.module.css';
import { accuracySentence, accuracyTables } from './accuracyText.ts';
import { ChangeMarks } from './ChangeMarks.tsx';
import type { ChartSize } from './ChartCard.tsx';
import { ChartCard } from './ChartCard.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { Crosshair } from './Crosshair.tsx';
import { CurveCanvas } from './CurveCanvas.tsx';
import { EndLabels } from './EndLabels.tsx';
import type { Inset } from './Frame.tsx';
import { Frame } from './Frame.tsx';
import { lookVariables } from './lane.ts';
import type { Plot } from './plot.ts';
import { spoken } from './readout.ts';
import { Surface } from './Surface.tsx';
import type { AccuracyLane, AccuracyModel } from './useAccuracyModel.ts';
import { useAccuracyModel } from './useAccuracyModel.ts';
import { xAxis } from './useXModel.ts';

const title = 'Validation accuracy';

/** The accuracy of every evaluation on the held-out split, with the target. */
export function AccuracyChart() {
  const pictures = useApp(({ spec }) => spec.data.validation);
  const every = useApp(({ spec }) => spec.training.evalEvery);
  const cadence = every === 1 ? 'every step' : `every ${formatWhole(every)} steps`;
  return (
    <ChartCard
      title={title}
      subtitle={(width) => (width < 420 ? cadence : `${formatWhole(pictures)} held-out pictures, ${cadence}`)}
      controls={() => <ChartMenu title={title} tables={accuracyTables} />}
    >
      {(size) => <AccuracyPlot size={size} />}
    </ChartCard>
  );
}

/** Right of the plot there is room for the figure alone: the name stands in the loss chart. */
const wide: Inset = { left: 44, right: 88, top: 16, bottom: 24 };
const narrow: Inset = { left: 38, right: 86, top: 16, bottom: 24 };

function AccuracyPlot({ size }: { readonly size: ChartSize }) {
  const inset = size.width < 440 ? narrow : wide;
  const model = useAccuracyModel(size.height - inset.top - inset.bottom);
  const { x, y, lanes, curves, labels, target, readAt } = model;
  const waiting = useApp(firstEvaluationText);
  return (
    <ChartFigure
      label={accuracySentence(model)}
      range={x.range}
      steps={x.steps}
      describe={(step) => spoken(readAt(step))}
    >
      <Frame
        width={size.width}
        height={size.height}
        inset={inset}
        x={xAxis(x, size.width - inset.left - inset.right)}
        y={y}
      >
        {(plot) => (
          <>
            {target !== null && <Target plot={plot} target={target} />}
            <CurveCanvas plot={plot} curves={curves} />
            {lanes.map(({ key, scale, series, look }) => (
              <ChangeMarks
                key={key}
                plot={plot}
                scale={scale}
                changes={series.changes}
                look={look}
                labelled={false}
              />
            ))}
            {target !== null &&
              lanes.map((lane) => <Reached key={lane.key} plot={plot} lane={lane} target={target} />)}
            {curves.every((curve) => curve.x.length === 0) && <p className={styles.empty}>{waiting}</p>}
            <EndLabels plot={plot} gutter={inset.right} labels={labels} />
            <Surface plot={plot} scale={x.scale} />
            <Crosshair plot={plot} scale={x.scale} readAt={readAt} />
          </>
        )}
      </Frame>
    </ChartFigure>
  );
}

function Target({
  plot,
  target,
}: {
  readonly plot: Plot;
  readonly target: NonNullable<AccuracyModel['target']>;
}) {
  const top = plot.y(target);
  return (
    <div className={styles.target} style={{ top }} aria-hidden="true">
      <span>Target {formatPercent(target, Number.isInteger(Math.round(target * 1e4) / 100) ? 0 : 1)}</span>
    </div>
  );
}

function Reached({
  plot,
  lane,
  target,
}: {
  readonly plot: Plot;
  readonly lane: AccuracyLane;
  readonly target: number;
}) {
  const step = lane.series.targetStep;
  if (step === null) return null;
  const x = plot.x(lane.scale.toX(step));
  if (x < 0 || x > plot.width) return null;
  return (
    <div
      className={styles.reached}
      style={{ left: x, height: plot.y(target), ...lookVariables(lane.look) }}
      aria-hidden="true"
    >
      <span>{formatWhole(step)}</span>
    </div>
  );
}
