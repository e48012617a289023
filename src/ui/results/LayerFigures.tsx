import { Table } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { laneLayerStatistics, measuredLayers } from '../../store/layer-statistics.ts';
import { seedShown } from '../../store/rounds.ts';
import { useMessages } from '../kit/language.ts';
import { useFrame } from '../kit/useFrame.ts';
import classes from './LayerFigures.module.css';
import { figure } from './layersText.ts';

const columns = [
  { measure: 'gradient', textKey: 'results.layers.columnGradient' },
  { measure: 'weight', textKey: 'results.layers.columnWeight' },
  { measure: 'updateRatio', textKey: 'results.layers.columnUpdate' },
] as const;

/** The latest norms of every layer side by side, of which the chart draws one over the run. Nothing before a measurement. */
export function LayerFigures({ lane }: { readonly lane: number }) {
  const t = useMessages();
  useFrame('figures');
  const { run } = useApp.getState();
  const layerStatistics = laneLayerStatistics(run, lane);
  const names = measuredLayers(run);
  const seed = seedShown(run, lane);
  const last = (layerStatistics?.steps.length ?? 0) - 1;
  if (!layerStatistics || last < 0) return null;
  const step = t.format.whole(layerStatistics.steps[last] ?? 0);
  const rows = columns.map(({ measure }) => layerStatistics.row(measure, last));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('results.layers.label')}>
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              {seed === null
                ? t('results.layers.step', { step })
                : t('results.layers.stepOfSeed', { step, seed: String(seed) })}
            </Table.Th>
            {columns.map(({ measure, textKey }) => (
              <Table.Th key={measure}>{t(textKey)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name, layer) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {columns.map(({ measure }, i) => (
                <Table.Td key={measure}>{figure(t, rows[i]?.[layer] ?? Number.NaN)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
