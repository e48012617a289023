import { Badge, Table, VisuallyHidden } from '@mantine/core';
import { formatLoss, formatPercent } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { targetText } from '../../race/words.ts';
import { useApp } from '../../store/app.ts';
import { verdictNow } from '../../store/standings.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import { litProps } from '../charts/litLane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { useLive } from '../charts/useFrame.ts';
import { StateBadge } from '../lanes/StateBadge.tsx';
import { SwatchButton } from '../lanes/SwatchButton.tsx';
import { standingsOnce } from '../standingsOnce.ts';
import classes from './StandingsTable.module.css';
import { gapText, stepsToTargetText } from './standingsText.ts';

/** Who is where in the race, live; at its end what that shows. */
export function StandingsTable() {
  const run = useLive((state) => state.run);
  const smoothing = useApp(({ view }) => view.smoothing);
  const { target } = run.spec.training;
  const standings = standingsOnce(run, smoothing);
  return (
    <div className={classes.layout}>
      {run.state === 'finished' && <VerdictLine />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label="Standings">
        <Table className={classes.table ?? ''} stickyHeader withRowBorders={false}>
          <Head target={target} />
          <Table.Tbody>
            {standings.map((standing) => (
              <Row key={standing.lane} standing={standing} target={target} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}

function Head({ target }: { readonly target: Target | null }) {
  const number = classes.number ?? '';
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes.place ?? ''}>
          <VisuallyHidden>Place</VisuallyHidden>
        </Table.Th>
        <Table.Th>Lane</Table.Th>
        <Table.Th className={number}>{target === null ? 'Steps' : `Steps to ${targetText(target)}`}</Table.Th>
        <Table.Th className={number}>Gap</Table.Th>
        <Table.Th className={classes.now ?? ''}>Validation accuracy</Table.Th>
        <Table.Th className={number}>Best</Table.Th>
        <Table.Th className={number}>Loss</Table.Th>
        <Table.Th className={classes.state ?? ''}>State</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

interface RowProps {
  readonly standing: Standing;
  readonly target: Target | null;
}

function Row({ standing, target }: RowProps) {
  const { lane, name, place, accuracy, bestAccuracy, loss } = standing;
  const id = useApp(({ run }) => run.spec.lanes[lane]?.look ?? lane);
  const look = laneLook(id);
  const number = classes.number ?? '';
  return (
    <Table.Tr style={lookVariables(look)} {...litProps(id)}>
      <Table.Td className={classes.place ?? ''}>{place ?? '–'}</Table.Td>
      <Table.Th scope="row" className={classes.lane ?? ''}>
        <span className={classes.who}>
          <SwatchButton lane={lane} name={name} look={id}>
            <Swatch look={look} />
          </SwatchButton>
          <span className={classes.name}>{name}</span>
        </span>
      </Table.Th>
      <Table.Td className={number}>{stepsToTargetText(standing, target)}</Table.Td>
      <Table.Td className={number}>{gapText(standing)}</Table.Td>
      <Table.Td className={classes.now ?? ''}>
        <span className={classes.meter}>
          <span className={classes.figure}>{accuracy === null ? '–' : formatPercent(accuracy)}</span>
          <Meter accuracy={accuracy} target={target} />
        </span>
      </Table.Td>
      <Table.Td className={number}>{bestAccuracy === null ? '–' : formatPercent(bestAccuracy)}</Table.Td>
      <Table.Td className={number}>{loss === null ? '–' : formatLoss(loss)}</Table.Td>
      <Table.Td className={classes.state ?? ''}>
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

/** What one race shows, and how it was run. */
function VerdictLine() {
  const run = useApp((state) => state.run);
  const { text, badges } = verdictNow(run);
  return (
    <p className={classes.verdict}>
      {badges.map(({ id, text: word, help, tone }) => (
        <Badge
          key={id}
          className={classes.badge ?? ''}
          data-tone={tone}
          variant="outline"
          radius="xl"
          tt="none"
          title={help}
        >
          {word}
        </Badge>
      ))}
      <span>{text}.</span>
    </p>
  );
}
