import { Table } from '@mantine/core';
import { adapterText } from '../../messages/adapter.ts';
import { useApp } from '../../store/app.ts';
import type { LaneTiming } from '../../store/timing.ts';
import { timingsOf } from '../../store/timing.ts';
import { trainedOn } from '../../store/verification.ts';
import { laneStyle } from '../kit/lane/laneStyle.ts';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './TimingTable.module.css';

/** What a step of each lane takes when it has the device to itself. */
export function TimingTable() {
  const t = useMessages();
  const run = useApp((state) => state.run);
  const adapter = useApp(trainedOn);
  const timings = timingsOf(run);
  const fastest = Math.min(...timings.map(({ msPerStep }) => msPerStep ?? Number.POSITIVE_INFINITY));
  const where = adapterText(t, adapter);
  const number = classes.number ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.layout} tabIndex={0} aria-label={t('results.timing.label')}>
      <Table className={classes.table ?? ''} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('results.timing.lane')}</Table.Th>
            <Table.Th className={number}>{t('results.timing.alone')}</Table.Th>
            <Table.Th className={number}>{t('results.timing.rate')}</Table.Th>
            <Table.Th className={number}>{t('results.timing.steps')}</Table.Th>
            <Table.Th className={number}>{t('results.timing.fastest')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {run.displaySpec.lanes.map(({ name, styleIndex }, lane) => (
            <Row
              key={styleIndex}
              name={name}
              styleIndex={styleIndex}
              timing={timings.find((timing) => timing.lane === lane)}
              fastest={fastest}
            />
          ))}
        </Table.Tbody>
      </Table>
      <p className={classes.note}>{t('results.timing.note', { adapter: where })}</p>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly styleIndex: number;
  readonly timing: LaneTiming | undefined;
  readonly fastest: number;
}

function Row({ name, styleIndex, timing, fastest }: RowProps) {
  const t = useMessages();
  const ms = timing?.msPerStep ?? null;
  const number = classes.number ?? '';
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <span className={classes.who}>
          <Swatch style={laneStyle(styleIndex)} />
          {name}
        </span>
      </Table.Th>
      <Table.Td className={number}>{ms === null ? '–' : t.format.stepTime(ms)}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : t.format.rate(1000 / ms)}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : t.format.whole(timing?.steps ?? 0)}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : `${t.format.decimals(ms / fastest, 2)}×`}</Table.Td>
    </Table.Tr>
  );
}
