import { TriangleAlert } from 'lucide-react';
import { clamp } from '../../core/clamp.ts';
import { spread } from '../charts/engine/labels.ts';
import type { Plot } from '../charts/engine/plot.ts';
import { typeScale } from '../charts/engine/typeScale.ts';
import { styleVariables } from '../kit/lane/laneStyle.ts';
import { Swatch } from '../kit/lane/Swatch.tsx';
import classes from './LayerLabels.module.css';
import type { DrawnLayer } from './useLayersModel.ts';

/** Room a label takes, in pixels where type is 16 px large. */
export const labelHeight = 16;
const gapAt16 = 16;

interface Props {
  readonly plot: Plot;
  /** Room right of the plot, in pixels. */
  readonly gutter: number;
  readonly layers: readonly DrawnLayer[];
}

/** The names of layers at the ends of their lines, apart from one another. */
export function LayerLabels({ plot, gutter, layers }: Props) {
  const scale = typeScale();
  const gap = gapAt16 * scale;
  const placed = layers.flatMap((layer) => {
    if (!layer.end) return [];
    const x = clamp(plot.x(layer.end.x), 0, plot.width);
    return [{ layer, left: x + gap, y: clamp(plot.y(layer.end.y), 0, plot.height) }];
  });
  const width = gutter - gap;
  const centres = spread(
    placed.map(({ left, y }) => ({ x: left, y, width, height: labelHeight * scale })),
    plot.height,
  );
  return (
    <div className={classes.labels} aria-hidden="true">
      <svg className={classes.leaders} aria-hidden="true">
        {placed.map(({ layer: { name, style }, left, y }, i) => (
          <line
            key={name}
            x1={left - gap + 2}
            y1={y}
            x2={left - 2}
            y2={centres[i] ?? y}
            style={styleVariables(style)}
          />
        ))}
      </svg>
      {placed.map(({ layer: { name, style, noted }, left, y }, i) => (
        <div
          key={name}
          className={classes.label}
          data-noted={noted ?? undefined}
          style={{ left, top: centres[i] ?? y, maxWidth: width, ...styleVariables(style) }}
        >
          <Swatch style={style} />
          <span className={classes.name}>{name}</span>
          {noted !== null && <TriangleAlert className={classes.mark} size={12} strokeWidth={2} />}
        </div>
      ))}
    </div>
  );
}
