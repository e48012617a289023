import type { ReactNode } from 'react';
import { useApp } from '../../store/app.ts';
import { previousLabel } from '../../store/previous.ts';
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
import styles from './LossChart.module.css';
import { LossControls } from './LossControls.tsx';
import { leaderLast, useLeader } from './leader.ts';
import { drawnLoss } from './lossCurves.ts';
import { lossEndLabels, lossSentence, lossTables } from './lossText.ts';
import { NotFinite } from './NotFinite.tsx';
import { OffScale } from './OffScale.tsx';
import { spoken } from './readout.ts';
import { Surface } from './Surface.tsx';
import { seedsMeaning } from './seedCurves.ts';
import { useSeeds } from './seeds.ts';
import { scaledInset, useTypeScale } from './typeScale.ts';
import { useLossModel } from './useLossModel.ts';
import { xAxis } from './useXModel.ts';
import { ZoomChip } from './ZoomChip.tsx';

const title = 'Training loss';

/** The loss of every training step. `children` lie over the empty plot until there is one. */
export function LossChart({ children }: { readonly children?: ReactNode }) {
  const before = useApp(previousLabel);
  const seeds = useSeeds();
  return (
    <ChartCard
      title={title}
      subtitle={(width) =>
        width < narrowBelow && before !== null
          ? `dashed: previous, ${before}`
          : (seedsMeaning(seeds, width < roomyFrom) ?? 'every step, smoothed')
      }
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

/** From here on there is room beside the controls for what band and lines mean in full. */
const roomyFrom = 1240;
/** Below this there is no room beside the plot for names, nor to say how the previous run differed. */
const narrowBelow = 420;
const wide: Inset = { left: 44, right: 132, top: 20, bottom: 24 };
const narrow: Inset = { left: 38, right: 72, top: 20, bottom: 24 };

function LossPlot({ size, children }: { readonly size: ChartSize; readonly children: ReactNode }) {
  const scale = useTypeScale();
  const inset = scaledInset(size.width < narrowBelow * scale ? narrow : wide, scale);
  const columns = Math.max(1, Math.round(size.width - inset.left - inset.right));
  const model = useLossModel(columns, size.height - inset.top - inset.bottom);
  const before = useApp(previousLabel);
  const leader = useLeader();
  const { x, lanes, previous, seeds, readAt } = model;
  const empty = x.steps === 0 && !previous;
  return (
    <ChartFigure
      label={lossSentence(model)}
      range={x.range}
      steps={x.steps}
      describe={(step) => spoken(readAt(step))}
    >
      <Frame width={size.width} height={size.height} inset={inset} x={xAxis(x, columns)} y={model.y}>
        {(plot) => (
          <>
            <CurveCanvas plot={plot} curves={[...seeds, ...drawnLoss(leaderLast(lanes, leader), previous)]} />
            <ChangeMarks plot={plot} lanes={lanes} labelled />
            <OffScale plot={plot} lanes={lanes} top={model.y.domain[1]} />
            <EndLabels plot={plot} gutter={inset.right} labels={lossEndLabels(model, before)} />
            <NotFinite plot={plot} lanes={lanes} seeds={seeds} />
            <Surface plot={plot} scale={x.scale} />
            <Crosshair plot={plot} scale={x.scale} readAt={readAt} />
          </>
        )}
      </Frame>
      {empty && children && <div className={styles.empty}>{children}</div>}
    </ChartFigure>
  );
}
