import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { previousText } from '../../../messages/differences.ts';
import { useApp } from '../../../store/app.ts';
import { previousFact } from '../../../store/previous.ts';
import { useSeeds } from '../../../store/seeds.ts';
import { useMessages } from '../../kit/language.ts';
import { ChangeMarks } from '../engine/ChangeMarks.tsx';
import type { ChartSize } from '../engine/ChartCard.tsx';
import { ChartCard } from '../engine/ChartCard.tsx';
import { ChartFigure } from '../engine/ChartFigure.tsx';
import { ChartMenu } from '../engine/ChartMenu.tsx';
import { Crosshair } from '../engine/Crosshair.tsx';
import { CurveCanvas } from '../engine/CurveCanvas.tsx';
import { resetZoom, useChartState } from '../engine/crosshair.ts';
import { EndLabels } from '../engine/EndLabels.tsx';
import type { Inset } from '../engine/Frame.tsx';
import { Frame } from '../engine/Frame.tsx';
import { labelGutter } from '../engine/gutter.ts';
import { LaneKey } from '../engine/LaneKey.tsx';
import { leaderLast, useLeader } from '../engine/leader.ts';
import { ariaText } from '../engine/readout.ts';
import { Surface } from '../engine/Surface.tsx';
import { seedsMeaning } from '../engine/seedCurves.ts';
import { useEndNames } from '../engine/shownLanes.ts';
import { endLabelWidths } from '../engine/textWidth.ts';
import { scaledInset, useTypeScale } from '../engine/typeScale.ts';
import { xAxis } from '../engine/useXModel.ts';
import styles from './LossChart.module.css';
import { LossControls } from './LossControls.tsx';
import { drawnLoss } from './lossCurves.ts';
import { lossEndLabels, lossSentence, lossTables } from './lossText.ts';
import { NotFinite } from './NotFinite.tsx';
import { OffScale } from './OffScale.tsx';
import { useLossModel } from './useLossModel.ts';

/** The loss of every training step. `children` lie over the empty plot until there is one. */
export function LossChart({ children }: { readonly children?: ReactNode }) {
  const t = useMessages();
  const title = t('charts.loss.title');
  const fact = useApp(previousFact);
  const before = fact && previousText(t, fact);
  const seeds = useSeeds();
  const scale = useTypeScale();
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  return (
    <ChartCard
      title={title}
      subtitle={(width) =>
        width < narrowBelow * scale && before !== null
          ? t('charts.loss.subtitlePrevious', { differences: before })
          : (seedsMeaning(t, seeds) ?? t('charts.loss.subtitle'))
      }
      legend={(width) => several && width < narrowBelow * scale && <LaneKey />}
      controls={(compact) => (
        <>
          <ZoomChip />
          {!compact && <LossControls stacked={false} />}
          <ChartMenu
            title={title}
            tables={lossTables}
            withAxes
            controls={compact && <LossControls stacked />}
          />
        </>
      )}
    >
      {(size) => <LossPlot size={size}>{children}</LossPlot>}
    </ChartCard>
  );
}

/** Below this there is no room beside the plot for names, nor to say how the previous run differed. */
const narrowBelow = 420;
const wide: Inset = { left: 44, right: 132, top: 20, bottom: 24 };
/** Of the chart's width, the most that names take. */
const maxNamed = 0.3;
const narrow: Inset = { left: 38, right: 72, top: 20, bottom: 24 };

function LossPlot({ size, children }: { readonly size: ChartSize; readonly children: ReactNode }) {
  const scale = useTypeScale();
  const names = useEndNames();
  const isNarrow = size.width < narrowBelow * scale;
  const unnamed = scaledInset(isNarrow ? narrow : wide, scale);
  const gutter = labelGutter(names, '0.00000', endLabelWidths(), maxNamed * size.width);
  const inset = isNarrow ? unnamed : { ...unnamed, right: Math.max(unnamed.right, gutter) };
  const columns = Math.max(1, Math.round(size.width - inset.left - inset.right));
  const model = useLossModel(columns, size.height - inset.top - inset.bottom);
  const t = useMessages();
  const fact = useApp(previousFact);
  const before = fact && previousText(t, fact);
  const leader = useLeader();
  const { x, lanes, previous, seeds, readAt } = model;
  const empty = x.steps === 0 && !previous;
  return (
    <ChartFigure label={lossSentence(t, model)} x={x} describe={(step) => ariaText(readAt(step))}>
      <Frame width={size.width} height={size.height} inset={inset} x={xAxis(x, columns)} y={model.y}>
        {(plot) => (
          <>
            <CurveCanvas plot={plot} curves={[...seeds, ...drawnLoss(leaderLast(lanes, leader), previous)]} />
            <ChangeMarks plot={plot} lanes={lanes} labelled />
            <OffScale plot={plot} lanes={lanes} domain={model.y.domain} />
            <EndLabels plot={plot} gutter={inset.right} labels={lossEndLabels(t, model, before)} />
            <NotFinite plot={plot} lanes={lanes} seeds={seeds} />
            <Surface plot={plot} x={x} />
            <Crosshair plot={plot} x={x} readAt={readAt} />
          </>
        )}
      </Frame>
      {empty && children && (
        <div className={styles.empty} style={{ left: inset.left, right: isNarrow ? inset.right : 0 }}>
          {children}
        </div>
      )}
    </ChartFigure>
  );
}

/** Says what the charts are zoomed to; pressing it shows the whole run again. */
function ZoomChip() {
  const t = useMessages();
  const zoom = useChartState((state) => state.zoom);
  if (!zoom) return null;
  const range = { from: t.format.whole(zoom.from), to: t.format.whole(zoom.to) };
  return (
    <button
      type="button"
      className={styles.chip}
      onClick={resetZoom}
      aria-label={t('charts.zoom.label', range)}
      title={t('charts.zoom.reset')}
    >
      {t('charts.zoom.range', range)}
      <X size={13} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
