import { Table } from '@mantine/core';
import { formatPercent } from '../../core/format.ts';
import type { ProfileReport } from '../../protocol/messages.ts';
import classes from './ProfileTable.module.css';
import type { ProfileOrder } from './profileRows.ts';
import { gflopsText, matmulShare, profileRows, stepGflops, timeColumn } from './profileRows.ts';

interface Props {
  readonly report: ProfileReport;
  readonly order: ProfileOrder;
}

/** A row for each kernel of a step, and their sum. */
export function ProfileTable({ report, order }: Props) {
  const { kernels, msPerStep, matmulGflops } = report;
  const rows = profileRows(report, order);
  const longest = Math.max(...rows.map(({ share }) => share));
  const { unit, text } = timeColumn(kernels);
  const whole = stepGflops(report);
  const number = classes.number ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Time of each kernel of a step">
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={number}>
              No.
            </Table.Th>
            <Table.Th scope="col">Kernel</Table.Th>
            <Table.Th scope="col" className={number}>
              Time, {unit}
            </Table.Th>
            <Table.Th scope="col" className={classes.share ?? ''}>
              Share of the step
            </Table.Th>
            <Table.Th scope="col" className={number}>
              GFLOP/s
            </Table.Th>
            <Table.Th scope="col" className={number}>
              Of matmul rate
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ place, family, shapes, ms, share, gflops }) => (
            <Table.Tr key={place}>
              <Table.Td className={number}>{place}</Table.Td>
              <Table.Th scope="row" className={classes.kernel ?? ''}>
                {family} <span className={classes.shapes}>{shapes}</span>
              </Table.Th>
              <Table.Td className={number}>{text(ms)}</Table.Td>
              <Table.Td>
                <div className={classes.part}>
                  <span className={classes.percent}>{formatPercent(share)}</span>
                  <span className={classes.track} aria-hidden="true">
                    <span className={classes.bar} style={{ width: `${(100 * share) / longest}%` }} />
                  </span>
                </div>
              </Table.Td>
              <Table.Td className={number}>{gflopsText(gflops)}</Table.Td>
              <Table.Td className={number}>{matmulShare(gflops, matmulGflops)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="row">Sum of the kernels</Table.Th>
            <Table.Td className={number}>{text(msPerStep)}</Table.Td>
            <Table.Td>
              <div className={classes.part}>
                <span className={classes.percent}>{formatPercent(1)}</span>
              </div>
            </Table.Td>
            <Table.Td className={number}>{gflopsText(whole)}</Table.Td>
            <Table.Td className={number}>{matmulShare(whole, matmulGflops)}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </section>
  );
}
