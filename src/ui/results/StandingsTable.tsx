import { Table, VisuallyHidden } from '@mantine/core';
import { formatLoss } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { targetText } from '../../race/words.ts';
import { useApp } from '../../store/app.ts';
import { standingsNow } from '../../store/standings.ts';
import { highlightProps } from '../charts/highlightedLane.ts';
import { laneStyle, styleVariables } from '../charts/lane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { useLive } from '../charts/useFrame.ts';
import { StateBadge } from '../lanes/StateBadge.tsx';
import { SwatchButton } from '../lanes/SwatchButton.tsx';
import classes from './StandingsTable.module.css';
import { accuracyText, bestText, gapText, stepsToTargetText } from './standingsText.ts';

/** Who is where in the race, live. */
export function StandingsTable() {
  const run = useLive((state) => state.run);
  const smoothing = useApp(({ view }) => view.smoothing);
  const { target } = run.displaySpec.training;
  const seeds = run.displaySpec.seeds;
  const standings = standingsNow(run, smoothing);
  return (
    <div className={classes.layout}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label="Standings">
        <Table
          className={classes.table ?? ''}
          style={{ ['--lanes' as string]: standings.length }}
          data-seeds={seeds > 1 || undefined}
          stickyHeader
          withRowBorders={false}
        >
          <Head target={target} seeds={seeds} />
          <Table.Tbody>
            {standings.map((standing) => (
              <Row key={standing.lane} standing={standing} target={target} seeds={seeds} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}

interface HeadProps {
  readonly target: Target | null;
  /** How many are raced; of one there is nothing to count. */
  readonly seeds: number;
}

function Head({ target, seeds }: HeadProps) {
  const number = classes.number ?? '';
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes.place ?? ''}>
          <VisuallyHidden>Place</VisuallyHidden>
        </Table.Th>
        <Table.Th>Lane</Table.Th>
        <Table.Th className={`${number} ${classes.steps}`}>
          <span className={target === null ? undefined : classes.long}>
            {seeds > 1 ? 'Median steps' : 'Steps'}{' '}
          </span>
          {target !== null && `to ${targetText(target)}`}
        </Table.Th>
        {seeds > 1 && <Table.Th className={number}>Seeds</Table.Th>}
        <Table.Th className={number} data-minor>
          {seeds > 1 && 'Median '}best{target?.metric === 'validationLoss' && ' loss'}
        </Table.Th>
        <Table.Th className={number} data-minor>
          Gap
        </Table.Th>
        <Table.Th className={classes.now ?? ''}>
          <span className={classes.long}>{seeds > 1 ? 'Median ' : 'Validation '}</span>accuracy
        </Table.Th>
        <Table.Th className={number}>
          {seeds > 1 && <span className={classes.long}>Median </span>}loss
        </Table.Th>
        <Table.Th className={classes.state ?? ''} data-minor>
          State
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

interface RowProps extends HeadProps {
  readonly standing: Standing;
}

function Row({ standing, target, seeds }: RowProps) {
  const { lane, name, place, accuracy, loss } = standing;
  const id = useApp(({ run }) => run.displaySpec.lanes[lane]?.styleIndex ?? lane);
  const style = laneStyle(id);
  const number = classes.number ?? '';
  return (
    <Table.Tr style={styleVariables(style)} {...highlightProps(id)}>
      <Table.Td className={classes.place ?? ''}>{place ?? '–'}</Table.Td>
      <Table.Th scope="row" className={classes.lane ?? ''}>
        <span className={classes.who}>
          <SwatchButton lane={lane} name={name} styleIndex={id}>
            <Swatch style={style} />
          </SwatchButton>
          <span className={classes.name}>{name}</span>
        </span>
      </Table.Th>
      <Table.Td className={`${number} ${classes.steps}`}>{stepsToTargetText(standing, target)}</Table.Td>
      {seeds > 1 && (
        <Table.Td className={number}>
          {standing.seeds.decided} of {seeds}
        </Table.Td>
      )}
      <Table.Td className={number} data-minor>
        {bestText(standing, target)}
      </Table.Td>
      <Table.Td className={number} data-minor>
        {gapText(standing)}
      </Table.Td>
      <Table.Td className={classes.now ?? ''}>
        <span className={classes.meter}>
          <span className={classes.figure}>{accuracyText(accuracy, target)}</span>
          <Meter accuracy={accuracy} target={target} />
        </span>
      </Table.Td>
      <Table.Td className={number}>{loss === null ? '–' : formatLoss(loss)}</Table.Td>
      <Table.Td className={classes.state ?? ''} data-minor>
        <StateBadge lane={lane} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The accuracy as a bar from 0 to 100 %, with a mark at the target. */
function Meter({ accuracy, target }: { readonly accuracy: number | null; readonly target: Target | null }) {
  return (
    <span className={classes.bar} aria-hidden="true">
      <span className={classes.fill} style={{ width: `${(accuracy ?? 0) * 100}%` }} />
      {target?.metric === 'validationAccuracy' && (
        <span className={classes.goal} style={{ left: `${target.value * 100}%` }} />
      )}
    </span>
  );
}
