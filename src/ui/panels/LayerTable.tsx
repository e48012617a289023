import { Table } from '@mantine/core';
import type { ErrorReport } from '../../core/errors.ts';
import { formatWhole } from '../../core/format.ts';
import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { ModelSummary } from '../../nn/model.ts';
import { errorBeside } from './errorBeside.ts';
import classes from './LayerTable.module.css';
import { isSummary } from './widths.ts';

interface Props {
  readonly input: Shape;
  readonly described: ModelSummary | ErrorReport;
}

/** The layers of a network with their output shapes and parameter counts, or why there is no such network. */
export function LayerTable({ input, described }: Props) {
  if (!isSummary(described)) {
    return (
      <p role="alert" className={classes.error}>
        {errorBeside(described, 'model')}
      </p>
    );
  }
  return (
    <Table className={classes.table ?? ''} aria-label="Layers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Layer</Table.Th>
          <Table.Th>Kind</Table.Th>
          <Table.Th className={classes.figure ?? ''}>Output</Table.Th>
          <Table.Th className={classes.figure ?? ''}>Parameters</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr>
          <Table.Td>input</Table.Td>
          <Table.Td className={classes.kind ?? ''}>picture</Table.Td>
          <Table.Td className={classes.figure ?? ''}>{shapeText(input)}</Table.Td>
          <Table.Td className={classes.figure ?? ''}>–</Table.Td>
        </Table.Tr>
        {described.layers.map(({ name, kind, outputShape, parameters }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td className={classes.kind ?? ''}>{kind}</Table.Td>
            <Table.Td className={classes.figure ?? ''}>{shapeText(outputShape)}</Table.Td>
            <Table.Td className={classes.figure ?? ''}>
              {parameters === 0 ? '–' : formatWhole(parameters)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th scope="row" colSpan={3}>
            {described.title}
          </Table.Th>
          <Table.Td className={classes.total ?? ''}>{formatWhole(described.parameters)}</Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
