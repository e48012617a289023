import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { targetText } from '../../messages/race-figures.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { useApp } from '../../store/app.ts';
import { standingsNow } from '../../store/standings.ts';
import { highlightProps } from '../kit/lane/highlightedLane.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { StateBadge } from '../kit/lane/StateBadge.tsx';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { SwatchButton } from '../kit/lane/SwatchButton.tsx';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import classes from './StandingsTable.module.css';
import { accuracyText, bestText, gapText, stepsToTargetText } from './standingsText.ts';

/** Who is where in the race, live. */
export function StandingsTable() {
  const t = useMessages();
  const run = useLive((state) => state.run);
  const smoothing = useApp(({ view }) => view.smoothing);
  const { target } = run.displaySpec.training;
  const seeds = run.displaySpec.seeds;
  const standings = standingsNow(run, smoothing);
  return (
    <div className={classes.layout}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('results.standings.label')}>
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

const long = (parts: ReactNode): ReactNode => <span className={classes.long}>{parts}</span>;

function Head({ target, seeds }: HeadProps) {
  const t = useMessages();
  const isMedian = seeds > 1;
  const number = classes.number ?? '';
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes.place ?? ''}>
          <VisuallyHidden>{t('results.standings.place')}</VisuallyHidden>
        </Table.Th>
        <Table.Th>{t('results.standings.lane')}</Table.Th>
        <Table.Th className={`${number} ${classes.steps}`}>
          {target === null
            ? t(isMedian ? 'results.standings.medianStepsAlone' : 'results.standings.stepsAlone')
            : t.rich(isMedian ? 'results.standings.medianSteps' : 'results.standings.steps', {
                target: targetText(t, target),
                long,
              })}
        </Table.Th>
        {seeds > 1 && <Table.Th className={number}>{t('results.standings.seeds')}</Table.Th>}
        <Table.Th className={number} data-minor>
          {target?.metric === 'validationLoss'
            ? t(isMedian ? 'results.standings.medianBestLoss' : 'results.standings.bestLoss')
            : t(isMedian ? 'results.standings.medianBest' : 'results.standings.best')}
        </Table.Th>
        <Table.Th className={number} data-minor>
          {t('results.standings.gap')}
        </Table.Th>
        <Table.Th className={classes.now ?? ''}>
          {t.rich(isMedian ? 'results.standings.medianAccuracy' : 'results.standings.accuracy', { long })}
        </Table.Th>
        <Table.Th className={number}>
          {isMedian ? t.rich('results.standings.medianLoss', { long }) : t('results.standings.loss')}
        </Table.Th>
        <Table.Th className={classes.state ?? ''} data-minor>
          {t('results.standings.state')}
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

interface RowProps extends HeadProps {
  readonly standing: Standing;
}

function Row({ standing, target, seeds }: RowProps) {
  const t = useMessages();
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
      <Table.Td className={`${number} ${classes.steps}`}>{stepsToTargetText(t, standing, target)}</Table.Td>
      {seeds > 1 && (
        <Table.Td className={number}>
          {t('results.standings.decided', {
            decided: t.format.whole(standing.seeds.decided),
            seeds: t.format.whole(seeds),
          })}
        </Table.Td>
      )}
      <Table.Td className={number} data-minor>
        {bestText(t, standing, target)}
      </Table.Td>
      <Table.Td className={number} data-minor>
        {gapText(t, standing)}
      </Table.Td>
      <Table.Td className={classes.now ?? ''}>
        <span className={classes.meter}>
          <span className={classes.figure}>{accuracyText(t, accuracy, target)}</span>
          <Meter accuracy={accuracy} target={target} />
        </span>
      </Table.Td>
      <Table.Td className={number}>{loss === null ? '–' : t.format.measured(loss)}</Table.Td>
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
