import { Table } from '@mantine/core';
import { formatLoss, formatValue, formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneRun, laneSeries } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { useFrame } from '../charts/useFrame.ts';
import classes from './EpochsTable.module.css';
import { listedEpochs } from './epochs.ts';
import { seedShown } from './evaluationShown.ts';

/**
 * The running loss of each epoch of a lane: the mean over its steps, each as it was when the step was taken. The epoch under
 * way, or cut short by the end of the run, is listed with the steps it has. Bars compare losses: a single epoch has none.
 */
export function EpochsTable({ lane }: { readonly lane: number }) {
  useFrame('figures');
  const ended = useApp(({ run }) => laneRun(run, lane).epochs);
  const perEpoch = useApp(({ run }) => run.stepsPerEpoch);
  const seed = useApp(({ run }) => seedShown(run, lane));
  const nothing = useApp(({ run }) => nothingText(run, perEpoch));
  const epochs = listedEpochs(ended, perEpoch, laneSeries(useApp.getState().run, lane)?.loss.values ?? []);
  if (epochs.length === 0) return <p className={classes.empty}>{nothing}</p>;
  const hasBars = epochs.length > 1;
  const highest = Math.max(...epochs.map(({ runningLoss }) => runningLoss).filter(Number.isFinite), 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Running loss of each epoch">
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number ?? ''}>
              {seed === null ? 'Epoch' : `Epoch of seed ${formatWhole(seed)}`}
            </Table.Th>
            <Table.Th className={classes.number ?? ''}>Running loss</Table.Th>
            <Table.Th className={classes.number ?? ''}>Change</Table.Th>
            <Table.Th className={classes.number ?? ''}>Steps</Table.Th>
            <Table.Td className={classes.bars ?? ''} aria-hidden="true">
              {hasBars && 'Running loss, from 0'}
            </Table.Td>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {epochs.map(({ epoch, runningLoss, steps }, index) => (
            <Table.Tr key={epoch}>
              <Table.Td className={classes.number ?? ''}>{formatWhole(epoch)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{formatLoss(runningLoss)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>
                {change(runningLoss, epochs[index - 1]?.runningLoss)}
              </Table.Td>
              <Table.Td className={classes.number ?? ''}>{stepsText(steps, perEpoch)}</Table.Td>
              <Table.Td aria-hidden="true">
                {hasBars && (
                  <div className={classes.bar} style={{ width: `${share(runningLoss, highest)}%` }} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** `987`; of an epoch that is not whole `200 of 987`. */
function stepsText(steps: number, perEpoch: number | null): string {
  return perEpoch === null || steps === perEpoch
    ? formatWhole(steps)
    : `${formatWhole(steps)} of ${formatWhole(perEpoch)}`;
}

/** Why there is no epoch to list: no step is taken yet. Says how much of one the run will be. */
function nothingText({ state, step, totalSteps }: RunSlice, perEpoch: number | null): string {
  if (perEpoch === null) return 'No epoch has ended yet';
  const length = state === 'finished' ? step : totalSteps;
  if (length === null || length >= perEpoch) return `The first epoch ends at step ${formatWhole(perEpoch)}`;
  return `This run is ${formatValue(length / perEpoch, 2)} of an epoch; a whole one is ${formatWhole(perEpoch)} steps`;
}

function change(loss: number, before: number | undefined): string {
  if (before === undefined) return '–';
  const difference = loss - before;
  return `${difference < 0 ? '−' : '+'}${formatLoss(Math.abs(difference))}`;
}

function share(loss: number, highest: number): number {
  return Number.isFinite(loss) && highest > 0 ? (loss / highest) * 100 : 100;
}
