import { FlagOff, TriangleAlert } from 'lucide-react';
import { CurveCanvas } from '../charts/engine/CurveCanvas.tsx';
import { EndLabels } from '../charts/engine/EndLabels.tsx';
import type { Inset } from '../charts/engine/Frame.tsx';
import { Frame } from '../charts/engine/Frame.tsx';
import type { Plot } from '../charts/engine/plot.ts';
import { scaledInset, useTypeScale } from '../charts/engine/typeScale.ts';
import { styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import classes from './SensitivityPlot.module.css';
import type { SensitivityLane, SensitivityMetric } from './sensitivity.ts';
import {
  metricAxis,
  rateAxis,
  sensitivityCurve,
  sensitivityLabel,
  sensitivitySentence,
} from './sensitivity.ts';

interface Props {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly SensitivityLane[];
  /** All learning rates there are to try. */
  readonly rates: readonly number[];
  readonly metric: SensitivityMetric;
}

const unscaled: Inset = { left: 48, right: 152, top: 14, bottom: 24 };

/** A line a lane over a log axis of learning rates: the chosen point ringed; those that diverged or missed the target at the worst edge. */
export function SensitivityPlot({ width, height, lanes, rates, metric }: Props) {
  const t = useMessages();
  const inset = scaledInset(unscaled, useTypeScale());
  const x = rateAxis(t, rates, width - inset.left - inset.right);
  const y = metricAxis(t, lanes, metric, height - inset.top - inset.bottom);
  return (
    <figure className={classes.figure} aria-label={sensitivitySentence(t, lanes, metric)}>
      <Frame width={width} height={height} inset={inset} x={x} y={y}>
        {(plot) => (
          <>
            <CurveCanvas plot={plot} curves={lanes.map(sensitivityCurve)} />
            {lanes.map((lane) => (
              <Marks key={lane.key} plot={plot} lane={lane} metric={metric} />
            ))}
            <EndLabels
              plot={plot}
              gutter={inset.right}
              labels={lanes.flatMap((lane) => sensitivityLabel(t, lane, x.domain[1]))}
            />
          </>
        )}
      </Frame>
    </figure>
  );
}

interface MarksProps {
  readonly plot: Plot;
  readonly lane: SensitivityLane;
  readonly metric: SensitivityMetric;
}

function Marks({ plot, lane: { style, chosen, diverged, missed }, metric }: MarksProps) {
  const edge = metric === 'accuracy' ? plot.height : 0;
  return (
    <div style={styleVariables(style)} aria-hidden="true">
      {diverged.map((x) => (
        <TriangleAlert key={x} className={classes.diverged} style={{ left: plot.x(x), top: edge }} />
      ))}
      {missed.map((x) => (
        <FlagOff key={x} className={classes.missed} style={{ left: plot.x(x), top: edge }} />
      ))}
      {chosen && (
        <span
          className={classes.chosen}
          style={{ left: plot.x(chosen.x), top: chosen.y === null ? edge : plot.y(chosen.y) }}
        />
      )}
    </div>
  );
}
