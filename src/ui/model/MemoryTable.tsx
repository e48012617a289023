import { Table } from '@mantine/core';
import { evaluatedAtOnce } from '../../nn/activation-numbers.ts';
import type { MemoryNeed } from '../../race/memory.ts';
import { useMessages } from '../kit/language.ts';
import classes from './LayerTable.module.css';

interface Props {
  readonly memory: MemoryNeed;
  readonly batchSize: number;
}

/** What uses GPU memory while the experiment trains, and the total. */
export function MemoryTable({ memory, batchSize }: Props) {
  const t = useMessages();
  const { whole } = t.format;
  const { images, weights, layers, total, lanes, outputsOf } = memory;
  const rows = [
    [t('settings.memory.images'), t('settings.memory.imagesAbout'), images],
    [t('settings.memory.weights'), t('settings.memory.weightsAbout', { lanes }), weights],
    [
      t('settings.memory.layers'),
      t('settings.memory.layersAbout', { outputs: whole(outputsOf), batch: whole(batchSize) }),
      layers,
    ],
  ] as const;
  return (
    <div>
      <h3 className={classes.title}>{t('settings.memory.title')}</h3>
      <p className={classes.about}>{t('settings.memory.about', { count: whole(evaluatedAtOnce) })}</p>
      <Table className={classes.table ?? ''} aria-label={t('settings.memory.title')}>
        <Table.Tbody>
          {rows.map(([name, what, bytes]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={classes.layer ?? ''}>
                {name} <span className={classes.kind}>{what}</span>
              </Table.Th>
              <Table.Td className={classes.figure ?? ''}>{t.format.bytes(bytes)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('settings.memory.total')}</Table.Th>
            <Table.Td className={classes.total ?? ''}>{t.format.bytes(total)}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}
