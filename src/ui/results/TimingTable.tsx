import { Table } from '@mantine/core';
import { adapterText } from '../../messages/adapter.ts';
import { useApp } from '../../store/app.ts';
import type { LaneTiming } from '../../store/timing.ts';
import { timingsOf } from '../../store/timing.ts';
import { laneStyle } from '../charts/lane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { rate, stepTime } from '../figures.ts';
import { useMessages } from '../language.ts';
import classes from './TimingTable.module.css';

/** What a step of each lane takes when it has the device to itself. */
export function TimingTable() {
  const t = useMessages();
  const run = useApp((state) => state.run);
  const adapter = useApp(({ adapter: pageAdapter, imported }) => imported?.adapter ?? pageAdapter);
  const timings = timingsOf(run);
  const fastest = Math.min(...timings.map(({ msPerStep }) => msPerStep ?? Number.POSITIVE_INFINITY));
  const where = adapterText(t, adapter);
  const number = classes.number ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.layout} tabIndex={0} aria-label="Time of a step alone">
      <Table className={classes.table ?? ''} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Lane</Table.Th>
            <Table.Th className={number}>A step alone</Table.Th>
            <Table.Th className={number}>Steps/s</Table.Th>
            <Table.Th className={number}>Timed steps</Table.Th>
            <Table.Th className={number}>To the fastest</Table.Th>
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
      <p className={classes.note}>
        Measured on {where}, one lane after another, warmed up, evaluation left out. Lanes that race share the
        device, so their clock says nothing of one lane: live races are ranked by steps alone.
      </p>
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
      <Table.Td className={number}>{ms === null ? '–' : stepTime(ms)}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : rate(1000 / ms)}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : timing?.steps}</Table.Td>
      <Table.Td className={number}>{ms === null ? '–' : `${(ms / fastest).toFixed(2)}×`}</Table.Td>
    </Table.Tr>
  );
}
