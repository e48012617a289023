import { Table } from '@mantine/core';
import type { ProfileReport } from '../../protocol/run-reports.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ProfileTable.module.css';
import type { ProfileOrder } from './profileRows.ts';
import { gflopsText, matmulShare, profileRows, stepGflops, timeColumn } from './profileRows.ts';

interface Props {
  readonly report: ProfileReport;
  readonly order: ProfileOrder;
}

/** A row for each kernel of a step, and their sum. */
export function ProfileTable({ report, order }: Props) {
  const t = useMessages();
  const { kernels, msPerStep, matmulGflops } = report;
  const rows = profileRows(report, order);
  const longest = Math.max(...rows.map(({ share }) => share));
  const { unit, text } = timeColumn(t, kernels);
  const whole = stepGflops(report);
  const number = classes.number ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('results.profile.label')}>
      <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={number}>
              {t('results.profile.place')}
            </Table.Th>
            <Table.Th scope="col">{t('results.profile.kernel')}</Table.Th>
            <Table.Th scope="col" className={number}>
              {t('results.profile.time', { unit })}
            </Table.Th>
            <Table.Th scope="col" className={classes.share ?? ''}>
              {t('results.profile.share')}
            </Table.Th>
            <Table.Th scope="col" className={number}>
              GFLOP/s
            </Table.Th>
            <Table.Th scope="col" className={number}>
              {t('results.profile.ofMatmul')}
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
                  <span className={classes.percent}>{t.format.percent(share)}</span>
                  <span className={classes.track} aria-hidden="true">
                    <span className={classes.bar} style={{ width: `${(100 * share) / longest}%` }} />
                  </span>
                </div>
              </Table.Td>
              <Table.Td className={number}>{gflopsText(t, gflops)}</Table.Td>
              <Table.Td className={number}>{matmulShare(t, gflops, matmulGflops)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="row">{t('results.profile.sum')}</Table.Th>
            <Table.Td className={number}>{text(msPerStep)}</Table.Td>
            <Table.Td>
              <div className={classes.part}>
                <span className={classes.percent}>{t.format.percent(1)}</span>
              </div>
            </Table.Td>
            <Table.Td className={number}>{gflopsText(t, whole)}</Table.Td>
            <Table.Td className={number}>{matmulShare(t, whole, matmulGflops)}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </section>
  );
}
