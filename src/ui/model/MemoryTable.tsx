import { Table } from '@mantine/core';
import { formatWhole } from '../../core/format.ts';
import { evaluatedAtOnce } from '../../nn/activation-numbers.ts';
import type { MemoryNeed } from '../../race/memory.ts';
import { bytesText } from '../figures.ts';
import classes from './LayerTable.module.css';

interface Props {
  readonly memory: MemoryNeed;
  readonly batchSize: number;
}

/** What the memory of the GPU is taken for while the experiment trains, and how much it is in all. */
export function MemoryTable({ memory, batchSize }: Props) {
  const { images, weights, layers, total, lanes, outputsOf } = memory;
  const rows = [
    ['Pictures', 'the whole dataset, a byte a number', images],
    ['Weights', `of ${lanesText(lanes)}, with optimizer state; gradients`, weights],
    [
      'Layers',
      `outputs of ${formatWhole(outputsOf)} pictures, gradients of ${formatWhole(batchSize)}`,
      layers,
    ],
  ] as const;
  return (
    <div>
      <h3 className={classes.title}>Memory to train</h3>
      <p className={classes.about}>
        About what a run takes on a GPU. Evaluation looks at {evaluatedAtOnce} pictures at once, at fewer
        where memory is short.
      </p>
      <Table className={classes.table ?? ''} aria-label="Memory to train">
        <Table.Tbody>
          {rows.map(([name, what, bytes]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={classes.layer ?? ''}>
                {name} <span className={classes.kind}>{what}</span>
              </Table.Th>
              <Table.Td className={classes.figure ?? ''}>{bytesText(bytes)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">In all</Table.Th>
            <Table.Td className={classes.total ?? ''}>{bytesText(total)}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}

const lanesText = (lanes: number): string =>
  lanes === 1 ? 'one lane' : `${formatWhole(lanes)} lanes at once`;
