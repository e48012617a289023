import { useShallow } from 'zustand/react/shallow';
import { clamp } from '../../../core/clamp.ts';
import { hyperparamLabel } from '../../../messages/optimizers.ts';
import type { Translator } from '../../../messages/translator.ts';
import { useApp } from '../../../store/app.ts';
import { styleVariables } from '../../kit/lane/laneStyle.ts';
import { Swatch } from '../../kit/lane/Swatch.tsx';
import { useMessages } from '../../kit/language.ts';
import { ChangeMarks } from '../engine/ChangeMarks.tsx';
import type { ChartSize } from '../engine/ChartCard.tsx';
import { ChartCard } from '../engine/ChartCard.tsx';
import { ChartFigure } from '../engine/ChartFigure.tsx';
import { ChartMenu } from '../engine/ChartMenu.tsx';
import { Crosshair } from '../engine/Crosshair.tsx';
import { CurveCanvas } from '../engine/CurveCanvas.tsx';
import type { Inset } from '../engine/Frame.tsx';
import { Frame } from '../engine/Frame.tsx';
import type { Plot } from '../engine/plot.ts';
import { ariaText } from '../engine/readout.ts';
import { Surface } from '../engine/Surface.tsx';
import { endLabelWidths } from '../engine/textWidth.ts';
import { useTypeScale } from '../engine/typeScale.ts';
import { xAxis } from '../engine/useXModel.ts';
import styles from './SchedulesChart.module.css';
import { schedulesSentence, scheduleTables } from './scheduleText.ts';
import { valueLines } from './scheduleValues.ts';
import type { ScheduleModel, ScheduleRow } from './useScheduleModel.ts';
import { rowDots, useScheduleModel } from './useScheduleModel.ts';

/** Learning rate and momentum over the run: what was used, and what is ahead. */
export function SchedulesChart() {
  const t = useMessages();
  const title = t('charts.schedules.title');
  return (
    <ChartCard
      title={title}
      subtitle={() => t('charts.schedules.subtitle')}
      controls={() => <ChartMenu title={title} tables={scheduleTables} />}
    >
      {(size) => <SchedulesPlot size={size} />}
    </ChartCard>
  );
}

const top = 8;
const between = 10;

/** Pixels of a line of the values, at 16 px type. */
const lineHeight = 14;
const roomBeside = 14; // from the plot to the values
const swatchRoom = 20;
const beside = 6;

function SchedulesPlot({ size }: { readonly size: ChartSize }) {
  const t = useMessages();
  const scale = useTypeScale();
  const left = 44 * scale;
  const axisHeight = 24 * scale;
  const owners = useApp(useShallow(({ run }) => run.displaySpec.lanes.map(({ name }) => name)));
  const right = valuesWidth(t, owners, size.width);
  const heightOf = (rows: number): number =>
    (size.height - axisHeight - top * rows - between * (rows - 1)) / rows;
  const model = useScheduleModel(Math.max(1, Math.round(size.width - left - right)), heightOf);
  const { x, rows, readAt } = model;
  const plotHeight = heightOf(rows.length);
  const maxLines = Math.max(1, Math.floor((plotHeight + top + between) / (lineHeight * scale)) - 1);
  return (
    <ChartFigure label={schedulesSentence(t, model)} x={x} describe={(step) => ariaText(readAt(step))}>
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
                maxLines={maxLines}
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
  /** Values that have room beside it. */
  readonly maxLines: number;
}

function Row({ row, model, width, height, inset, first, last, maxLines }: RowProps) {
  const { x, readAt } = model;
  const axis = xAxis(x, width - inset.left - inset.right);
  return (
    <Frame width={width} height={height} inset={inset} x={axis} y={row.y}>
      {(plot) => (
        <>
          <CurveCanvas plot={plot} curves={row.lanes.flatMap(({ ahead, past }) => [ahead, past])} />
          <ChangeMarks plot={plot} lanes={row.lanes} labelled={false} />
          <Now plot={plot} row={row} model={model} reach={last ? 0 : between + top} />
          <Values row={row} max={maxLines} width={inset.right} />
          <Surface plot={plot} x={x} />
          <Crosshair
            plot={plot}
            x={x}
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
      {row.lanes.map(({ key, style, now }) => (
        <span
          key={key}
          className={styles.dot}
          style={{ top: clamp(plot.y(now), 0, plot.height), ...styleVariables(style) }}
          data-style={style.styleIndex}
        />
      ))}
    </div>
  );
}

interface ValuesProps {
  readonly row: ScheduleRow;
  readonly max: number;
  /** Of the room beside the plot. */
  readonly width: number;
}

function Values({ row, max, width }: ValuesProps) {
  const t = useMessages();
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  const scale = useTypeScale();
  return (
    <dl
      className={styles.values}
      style={{ width: width - (roomBeside + 2) * scale }}
      data-several={several || undefined}
    >
      <dt>{row.y.log ? t('charts.schedules.log', { title: row.title }) : row.title}</dt>
      {valueLines(t, row, max).map(({ key, value, names, style }) => (
        <dd key={key} title={several ? `${value} ${names}` : undefined}>
          {several && style && <Swatch style={style} fades />}
          <b>{value}</b>
          {several && <span className={styles.name}>{names}</span>}
        </dd>
      ))}
    </dl>
  );
}

/** Room for every lane's name whole beside its value, up to two fifths of the chart. */
function valuesWidth(t: Translator, owners: readonly string[], width: number): number {
  const { name, detail, scale } = endLabelWidths();
  const several = owners.length > 1;
  const longest = several ? Math.max(...owners.map(detail)) + (swatchRoom + beside) * scale : 0;
  const value = name('0.00000');
  const title = detail(t('charts.schedules.log', { title: hyperparamLabel(t, 'lr') }));
  const neededWidth = Math.max(value + longest, title) + (roomBeside + 4) * scale;
  return Math.min(neededWidth, 0.42 * width);
}
