import { useElementSize } from '@mantine/hooks';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import type { LayerStatistic } from '../../store/layer-statistics-series.ts';
import { phaseNow } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import type { ChartSize } from '../charts/engine/ChartCard.tsx';
import { ChartFigure } from '../charts/engine/ChartFigure.tsx';
import { Crosshair } from '../charts/engine/Crosshair.tsx';
import { CurveCanvas } from '../charts/engine/CurveCanvas.tsx';
import type { Curve } from '../charts/engine/curve.ts';
import type { Points } from '../charts/engine/downsample.ts';
import type { Inset } from '../charts/engine/Frame.tsx';
import { Frame } from '../charts/engine/Frame.tsx';
import type { Plot } from '../charts/engine/plot.ts';
import { ariaText } from '../charts/engine/readout.ts';
import { Surface } from '../charts/engine/Surface.tsx';
import { scaledInset, useTypeScale } from '../charts/engine/typeScale.ts';
import { xAxis } from '../charts/engine/useXModel.ts';
import { useMessages } from '../kit/language.ts';
import { LayerLabels, labelHeight } from './LayerLabels.tsx';
import classes from './LayersChart.module.css';
import { labelled } from './labelled.ts';
import { layersSentence, zoneName } from './layersText.ts';
import type { DrawnLayer } from './useLayersModel.ts';
import { useLayersModel } from './useLayersModel.ts';

interface Props {
  readonly lane: number;
  readonly measure: LayerStatistic;
}

/** A line a layer over the run, on a logarithmic axis. */
export function LayersChart(props: Props) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  return (
    <div ref={ref} className={classes.room}>
      {width > 0 && height > 0 && <LayersPlot {...props} size={{ width, height }} />}
    </div>
  );
}

const narrowBelow = 480;
const wide: Inset = { left: 44, right: 148, top: 8, bottom: 24 };
const narrow: Inset = { left: 36, right: 146, top: 8, bottom: 24 };

function LayersPlot({ lane, measure, size }: Props & { readonly size: ChartSize }) {
  const t = useMessages();
  const scale = useTypeScale();
  const inset = scaledInset(size.width < narrowBelow * scale ? narrow : wide, scale);
  const columns = Math.max(1, Math.round(size.width - inset.left - inset.right));
  const height = size.height - inset.top - inset.bottom;
  const model = useLayersModel(lane, measure, columns, height);
  const laneName = useApp(({ run }) => run.displaySpec.lanes[lane]?.name ?? '');
  const { x, y, limit, layers, names, layerStatistics, readAt } = model;
  const noted = layers.filter((layer) => layer.noted !== null).map(({ index }) => index);
  const named = labelled(layers.length, Math.floor((height + 8) / (labelHeight * scale)), noted);
  return (
    <ChartFigure
      label={layersSentence(t, measure, laneName, names, layerStatistics)}
      x={x}
      describe={(step) =>
        ariaText(
          readAt(
            step,
            names.map((_, layer) => layer),
          ),
        )
      }
    >
      <Frame width={size.width} height={size.height} inset={inset} x={xAxis(x, columns)} y={y}>
        {(plot) => (
          <>
            <CurveCanvas
              plot={plot}
              curves={[
                ...(limit ? [zone(limit, y.domain[0])] : []),
                ...layers.map(({ points, style, noted: issue }) => ({
                  ...points,
                  color: style.color,
                  width: issue === null ? 1.25 : 2.25,
                  opacity: 1,
                })),
              ]}
            />
            <ZoneName plot={plot} limit={limit} layers={layers} name={zoneName(t, measure)} />
            {layerStatistics.steps.length === 0 && <Nothing />}
            <LayerLabels
              plot={plot}
              gutter={inset.right}
              layers={layers.filter(({ index }) => named.includes(index))}
            />
            <Surface plot={plot} x={x} />
            <Crosshair plot={plot} x={x} readAt={(step) => readAt(step, named)} />
          </>
        )}
      </Frame>
    </ChartFigure>
  );
}

/** Below the limit, as far as that is in view. */
const zone = (limit: Points, bottom: number): Curve => ({
  x: limit.x,
  y: Array.from(limit.y, (value) => Math.max(value, bottom)),
  lower: Array.from(limit.x, () => bottom),
  color: '--warn-line',
  width: 0,
  opacity: 0.3,
});

/** A zone that is lower has no room for its name, in pixels. */
const minZone = 16;
/** Room the name takes on the left; until the lines are longer, their labels stand there. */
const nameRoom = 72;

interface ZoneNameProps {
  readonly plot: Plot;
  readonly limit: Points | null;
  readonly layers: readonly DrawnLayer[];
  readonly name: string | null;
}

/** What it means for a line to be in the zone below the limit. */
function ZoneName({ plot, limit, layers, name }: ZoneNameProps) {
  const last = limit?.y[limit.y.length - 1];
  if (last === undefined || plot.height - plot.y(last) < minZone) return null;
  if (Math.max(...layers.map(({ end }) => plot.x(end?.x ?? 0))) < nameRoom) return null;
  return (
    <span className={classes.zone} aria-hidden="true">
      {name}
    </span>
  );
}

/** Why there is no line to draw. */
function Nothing() {
  const t = useMessages();
  const text = useApp(({ run, imported }) => nothingText(t, run, imported !== null));
  return <p className={classes.empty}>{text}</p>;
}

function nothingText(t: Translator, run: RunSlice, isImported: boolean): string {
  if (isImported) return t('results.layers.imported');
  if (phaseNow(run) === 'lr-search') return t('results.layers.tuning');
  return t('results.layers.first');
}
