import { Modal, Table } from '@mantine/core';
import { useMessages } from '../../kit/language.ts';
import styles from './ChartTable.module.css';

/** A chart's numbers as text. */
export interface ChartTableData {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartTableProps {
  readonly title: string;
  /** Null while closed. */
  readonly tables: readonly ChartTableData[] | null;
  readonly onClose: () => void;
}

/** The numbers of a chart as they were when this was opened. */
export function ChartTable({ title, tables, onClose }: ChartTableProps) {
  const t = useMessages();
  return (
    <Modal
      opened={tables !== null}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {tables?.map(({ caption, columns, rows }) => (
        <Table key={caption} className={styles.table} withRowBorders captionSide="top" stickyHeader>
          <Table.Caption className={styles.caption}>{caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row[0]}>
                {row.map((cell, i) => (
                  <Table.Td key={columns[i] ?? i}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </Modal>
  );
}
