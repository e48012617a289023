import { Table } from '@mantine/core';
import type { Translator } from '../../messages/translator.ts';
import type { EpochLoss } from '../../protocol/training-facts.ts';
import { useApp } from '../../store/app.ts';
import { laneRun, laneSeries, seedShown } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { useFrame } from '../kit/useFrame.ts';
import classes from './EpochsTable.module.css';

/**
 * The running loss of each epoch of a lane: the mean over its steps, each as it was when the step was taken. The epoch under
 * way, or cut short by the end of the run, is listed with the steps it has. Bars compare losses: a single epoch has none.
 */
export function EpochsTable({ lane }: { readonly lane: number }) {
  const t = useMessages();
  useFrame('figures');
  const ended = useApp(({ run }) => laneRun(run, lane).epochs);
  const perEpoch = useApp(({ run }) => run.stepsPerEpoch);
  const seed = useApp(({ run }) => seedShown(run, lane));
  const epochs = listedEpochs(ended, perEpoch, laneSeries(useApp.getState().run, lane)?.loss.values ?? []);
  if (epochs.length === 0) return <NoEpoch perEpoch={perEpoch} />;
  const hasBars = epochs.length > 1;
  const highest = Math.max(...epochs.map(({ runningLoss }) => runningLoss).filter(Number.isFinite), 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('results.epochs.label')}>
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number ?? ''}>
              {seed === null
                ? t('results.epochs.epoch')
                : t('results.epochs.epochOfSeed', { seed: String(seed) })}
            </Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('results.epochs.loss')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('results.epochs.change')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('results.epochs.steps')}</Table.Th>
            <Table.Td className={classes.bars ?? ''} aria-hidden="true">
              {hasBars && t('results.epochs.bars')}
            </Table.Td>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {epochs.map(({ epoch, runningLoss, steps }, index) => (
            <Table.Tr key={epoch}>
              <Table.Td className={classes.number ?? ''}>{t.format.whole(epoch)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{t.format.measured(runningLoss)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>
                {change(t, runningLoss, epochs[index - 1]?.runningLoss)}
              </Table.Td>
              <Table.Td className={classes.number ?? ''}>{stepsText(t, steps, perEpoch)}</Table.Td>
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
function stepsText(t: Translator, steps: number, perEpoch: number | null): string {
  return perEpoch === null || steps === perEpoch
    ? t.format.whole(steps)
    : t('results.epochs.part', { steps: t.format.whole(steps), all: t.format.whole(perEpoch) });
}

/** Why there is no epoch to list: no step is taken yet. Says how much of one the run will be. */
function NoEpoch({ perEpoch }: { readonly perEpoch: number | null }) {
  const t = useMessages();
  return <p className={classes.empty}>{useApp(({ run }) => nothingText(t, run, perEpoch))}</p>;
}

function nothingText(t: Translator, { state, step, totalSteps }: RunSlice, perEpoch: number | null): string {
  if (perEpoch === null) return t('results.epochs.none');
  const length = state === 'finished' ? step : totalSteps;
  if (length === null || length >= perEpoch)
    return t('results.epochs.first', { step: t.format.whole(perEpoch) });
  return t('results.epochs.short', {
    part: t.format.chosen(length / perEpoch, 2),
    steps: t.format.whole(perEpoch),
  });
}

function change(t: Translator, loss: number, before: number | undefined): string {
  if (before === undefined) return '–';
  const difference = loss - before;
  return `${difference < 0 ? '−' : '+'}${t.format.measured(Math.abs(difference))}`;
}

function share(loss: number, highest: number): number {
  return Number.isFinite(loss) && highest > 0 ? (loss / highest) * 100 : 100;
}

/** An epoch with how many steps of it were taken. */
interface ListedEpoch extends EpochLoss {
  readonly steps: number;
}

/**
 * The epochs that have ended, and the one after them as far as it has come: the mean loss of its steps.
 * @param perEpoch steps of an epoch; null while the data is unknown
 * @param losses of every step of the run
 */
export function listedEpochs(
  ended: readonly EpochLoss[],
  perEpoch: number | null,
  losses: ArrayLike<number>,
): readonly ListedEpoch[] {
  if (perEpoch === null) return [];
  const whole = ended.map((epoch) => ({ ...epoch, steps: perEpoch }));
  const from = ended.length * perEpoch;
  const steps = losses.length - from;
  if (steps <= 0) return whole;
  let sum = 0;
  for (let i = from; i < losses.length; i++) sum += losses[i] as number;
  return [...whole, { epoch: ended.length + 1, runningLoss: sum / steps, steps }];
}
