import { Table } from '@mantine/core';
import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneLayerStatistics, measuredLayers } from '../../store/layer-statistics.ts';
import { useFrame } from '../charts/useFrame.ts';
import { seedShown } from './evaluationShown.ts';
import classes from './LayerFigures.module.css';
import { figure } from './layersText.ts';

const columns = [
  { measure: 'gradient', label: 'Gradient' },
  { measure: 'weight', label: 'Weight' },
  { measure: 'updateRatio', label: 'Update' },
] as const;

/** The latest norms of every layer side by side, of which the chart draws one over the run. Nothing before a measurement. */
export function LayerFigures({ lane }: { readonly lane: number }) {
  useFrame('figures');
  const { run } = useApp.getState();
  const layerStatistics = laneLayerStatistics(run, lane);
  const names = measuredLayers(run);
  const seed = seedShown(run, lane);
  const last = (layerStatistics?.steps.length ?? 0) - 1;
  if (!layerStatistics || last < 0) return null;
  const rows = columns.map(({ measure }) => layerStatistics.row(measure, last));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Latest norms of the layers">
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              Step {formatWhole(layerStatistics.steps[last] ?? 0)}
              {seed === null ? '' : ` of seed ${formatWhole(seed)}`}
            </Table.Th>
            {columns.map(({ measure, label }) => (
              <Table.Th key={measure}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name, layer) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {columns.map(({ measure }, i) => (
                <Table.Td key={measure}>{figure(rows[i]?.[layer] ?? Number.NaN)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
