import { useApp } from '../../store/app.ts';
import { ChangeMarks } from './ChangeMarks.tsx';
import type { ChartSize } from './ChartCard.tsx';
import { ChartCard } from './ChartCard.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { Crosshair } from './Crosshair.tsx';
import { CurveCanvas } from './CurveCanvas.tsx';
import type { Inset } from './Frame.tsx';
import { Frame } from './Frame.tsx';
import { lookVariables } from './lane.ts';
import type { Plot } from './plot.ts';
import { spoken } from './readout.ts';
import styles from './SchedulesChart.module.css';
import { Surface } from './Surface.tsx';
import { Swatch } from './Swatch.tsx';
import { schedulesSentence, scheduleTables } from './scheduleText.ts';
import { useTypeScale } from './typeScale.ts';
import type { ScheduleModel, ScheduleRow } from './useScheduleModel.ts';
import { formatScheduled, rowDots, useScheduleModel } from './useScheduleModel.ts';
import { xAxis } from './useXModel.ts';

const title = 'Schedules';

/** Learning rate and momentum over the run: what was used, and what is ahead. */
export function SchedulesChart() {
  return (
    <ChartCard
      title={title}
      subtitle={() => 'the line is now'}
      controls={() => <ChartMenu title={title} tables={scheduleTables} />}
    >
      {(size) => <SchedulesPlot size={size} />}
    </ChartCard>
  );
}

const top = 8;
const between = 10;

function SchedulesPlot({ size }: { readonly size: ChartSize }) {
  const several = useApp(({ run }) => run.spec.lanes.length > 1);
  const scale = useTypeScale();
  const right = ((size.width < 400 * scale ? 92 : 108) + (several ? 24 : 0)) * scale;
  const left = 44 * scale;
  const axisHeight = 24 * scale;
  const model = useScheduleModel(Math.max(1, Math.round(size.width - left - right)));
  const { x, rows, readAt } = model;
  const plotHeight =
    (size.height - axisHeight - top * rows.length - between * (rows.length - 1)) / rows.length;
  return (
    <ChartFigure
      label={schedulesSentence(model)}
      range={x.range}
      steps={x.steps}
      describe={(step) => spoken(readAt(step))}
    >
      <div className={styles.rows}>
        {rows.map((row, i) => {
          const bottom = i === rows.length - 1 ? axisHeight : 0;
          const height = top + plotHeight + (bottom || between);
          const inset: Inset = { left, right, top, bottom };
          return (
            <div key={row.key} style={{ height }}>
              <Row
                row={row}
                model={model}
                width={size.width}
                height={bottom ? height : height - between}
                inset={inset}
                first={i === 0}
                last={i === rows.length - 1}
              />
            </div>
          );
        })}
      </div>
    </ChartFigure>
  );
}

interface RowProps {
  readonly row: ScheduleRow;
  readonly model: ScheduleModel;
  readonly width: number;
  readonly height: number;
  readonly inset: Inset;
  /** The first row says what both read. */
  readonly first: boolean;
  /** The last row carries the x axis. */
  readonly last: boolean;
}

function Row({ row, model, width, height, inset, first, last }: RowProps) {
  const { x, readAt } = model;
  const axis = xAxis(x, width - inset.left - inset.right);
  return (
    <Frame width={width} height={height} inset={inset} x={axis} y={row.y}>
      {(plot) => (
        <>
          <CurveCanvas plot={plot} curves={row.lanes.flatMap(({ ahead, past }) => [ahead, past])} />
          <ChangeMarks plot={plot} lanes={row.lanes} labelled={false} />
          <Now plot={plot} row={row} model={model} reach={last ? 0 : between + top} />
          <Values row={row} />
          <Surface plot={plot} scale={x.scale} />
          <Crosshair
            plot={plot}
            scale={x.scale}
            readAt={(step) => ({ ...readAt(step), dots: rowDots(row, step), ...(!first && { rows: [] }) })}
          />
        </>
      )}
    </Frame>
  );
}

interface NowProps {
  readonly plot: Plot;
  readonly row: ScheduleRow;
  readonly model: ScheduleModel;
  /** Pixels the line goes on below the plot, to meet that of the next row. */
  readonly reach: number;
}

function Now({ plot, row, model: { x }, reach }: NowProps) {
  const left = plot.x(x.scale.toX(x.steps));
  if (left < -0.5 || left > plot.width + 0.5) return null;
  return (
    <div className={styles.now} style={{ left: Math.round(left), bottom: -reach }} aria-hidden="true">
      {row.lanes.map(({ key, look, now }) => (
        <span
          key={key}
          className={styles.dot}
          style={{ top: plot.y(now), ...lookVariables(look) }}
          data-look={look.look}
        />
      ))}
    </div>
  );
}

/** There is room for so many under the title; the crosshair reads them all. */
const mostValues = 4;

function Values({ row }: { readonly row: ScheduleRow }) {
  const several = useApp(({ run }) => run.spec.lanes.length > 1);
  const listed = row.lanes.length > mostValues ? [] : row.lanes;
  return (
    <dl className={styles.values} data-several={several || undefined}>
      <dt>{row.title}</dt>
      {row.lanes.length > mostValues && (
        <dd>
          <b>{row.lanes.length}</b> <span className={styles.name}>at once</span>
        </dd>
      )}
      {listed.map(({ key, look, now, name }) => (
        <dd key={key}>
          {several && <Swatch look={look} fades />}
          <b>{formatScheduled(row.key, now)}</b>
          {several && <span className={styles.name}>{name}</span>}
        </dd>
      ))}
    </dl>
  );
}
