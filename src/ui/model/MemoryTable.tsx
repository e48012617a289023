import { Table } from '@mantine/core';
import type { TrainingMemory } from '../../store/training-memory.ts';
import { useMessages } from '../kit/language.ts';
import classes from './LayerTable.module.css';

interface Props {
  /** Null as long as it is not known. */
  readonly memory: TrainingMemory | null;
  readonly batchSize: number;
}

/** Rows that no run lacks; the others are shown where there is something of them. */
const always = ['images', 'parameters', 'optimizerState', 'gradients', 'activations'] as const;
const rows = [
  'images',
  'parameters',
  'runningStatistics',
  'optimizerState',
  'gradients',
  'activations',
  'activationGradients',
  'workspace',
  'layerStatistics',
  'snapshots',
  'host',
] as const;

/** The bytes of each row: what the host writes and reads is one. */
function bytesOf({ parts }: TrainingMemory): Readonly<Record<(typeof rows)[number], number>> {
  return { ...parts, host: parts.evaluation + parts.tables + parts.readback };
}

/** What uses GPU memory while the experiment trains, and the total. */
export function MemoryTable({ memory, batchSize }: Props) {
  const t = useMessages();
  const { whole, bytes } = t.format;
  const figures = memory && bytesOf(memory);
  const lanes = memory?.lanes ?? 1;
  const evaluated = memory?.evaluationBatch ?? batchSize;
  const params = {
    lanes,
    workers: memory?.workers ?? 1,
    batch: whole(batchSize),
    images: whole(Math.max(batchSize, evaluated)),
  };
  const shown = rows.filter((row) => (figures ? figures[row] > 0 : always.some((one) => one === row)));
  return (
    <div>
      <h3 className={classes.title}>{t('settings.memory.title')}</h3>
      <p className={classes.about}>{t('settings.memory.about', { count: whole(evaluated) })}</p>
      <Table className={classes.table ?? ''} aria-label={t('settings.memory.title')} aria-busy={!memory}>
        <Table.Tbody>
          {shown.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row" className={classes.layer ?? ''}>
                {t(`settings.memory.${row}.name`)}{' '}
                <span className={classes.kind}>{t(`settings.memory.${row}.about`, params)}</span>
              </Table.Th>
              <Table.Td className={classes.figure ?? ''}>{figures ? bytes(figures[row]) : '…'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('settings.memory.total')}</Table.Th>
            <Table.Td className={classes.total ?? ''}>{memory ? bytes(memory.total) : '…'}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}
