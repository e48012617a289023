import { VisuallyHidden } from '@mantine/core';
import type { CSSProperties } from 'react';
import { pairSentence, pairText } from '../../messages/pairs.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Pair } from '../../race/pair.ts';
import { minSeedsToClaim } from '../../race/seed-counts.ts';
import { pairResult } from '../../race/test-result.ts';
import type { Verdict } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { useTypeScale } from '../charts/engine/typeScale.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './PairStrips.module.css';
import type { PairAxis } from './pairAxis.ts';
import { pairAxis, stacked } from './pairAxis.ts';

interface Props {
  readonly verdict: Verdict;
  readonly names: readonly string[];
  /** Of all pairs, those that are shown. */
  readonly pairs: readonly Pair[];
}

/** Two lanes a row, seed by seed, on one axis. */
export function PairStrips({ verdict, names, pairs }: Props) {
  const t = useMessages();
  const axis = pairAxis(t, pairs, verdict.score, useTypeScale());
  const hasRings = pairs.some(({ seeds }) => seeds.some((value) => value !== null));
  const isSteps = verdict.score === 'steps';
  return (
    <div className={classes.pairs} data-many={pairs.length > 3 || undefined}>
      {hasRings && (
        <div className={classes.head}>
          <p className={classes.legend}>
            <b>{t(isSteps ? 'verdict.pair.steps' : 'verdict.pair.accuracy')}</b>
            {t(isSteps ? 'verdict.pair.stepsHelp' : 'verdict.pair.accuracyHelp')}
          </p>
          <p className={classes.legend}>{estimateText(t, verdict)}</p>
        </div>
      )}
      {pairs.map((pair) => (
        <PairRow
          key={`${pair.lane.lane} ${pair.baseline.lane}`}
          {...{ pair, verdict, names, axis, hasRings }}
        />
      ))}
      {hasRings && (
        <div className={classes.axis} aria-hidden="true">
          {axis.ticks.map(({ at, label }) => (
            <span key={label} style={{ left: `${at}%` }}>
              {label}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/** What the figures beside the strips are. */
function estimateText(t: Translator, { n, score }: Verdict): string {
  const what = score === 'steps' ? 'ratio' : 'difference';
  if (n < 2) return t(`verdict.pair.${what}`);
  if (n < minSeedsToClaim) return t(`verdict.pair.${what}Range`);
  return t(`verdict.pair.${what}Interval`, { share: t.format.percent(0.95, 0) });
}

interface RowProps extends Omit<Props, 'pairs'> {
  readonly pair: Pair;
  readonly axis: PairAxis;
  readonly hasRings: boolean;
}

function PairRow({ pair, verdict, names, axis, hasRings }: RowProps) {
  const t = useMessages();
  const result = pairResult(pair, verdict);
  const text = pairText(t, pair, result, verdict, names);
  const { figure, interval, finding, detail } = text;
  const styles = useLaneStyles([pair.lane.lane, pair.baseline.lane]);
  const [style, other] = styles;
  return (
    <div className={classes.row} style={style && styleVariables(style)}>
      <VisuallyHidden>{pairSentence(t, text, pair, names)}</VisuallyHidden>
      <p className={classes.who} aria-hidden="true">
        <span>
          {style && <Swatch style={style} />} <b>{names[pair.lane.lane]}</b>
        </span>
        <span>
          {other && <Swatch style={other} />} <i>{t('verdict.pair.versus')}</i>{' '}
          <b>{names[pair.baseline.lane]}</b>
        </span>
      </p>
      {hasRings && <Strip pair={pair} axis={axis} />}
      <p className={classes.found} aria-hidden="true">
        {figure !== null && (
          <span>
            <b>{figure}</b> {interval}
          </span>
        )}
        {finding && <span data-claim={result.finding?.id === 'ahead' || undefined}>{finding}</span>}
        {detail !== '' && <span>{detail}</span>}
      </p>
    </div>
  );
}

function useLaneStyles(lanes: readonly number[]) {
  const all = useApp(({ run }) => run.displaySpec.lanes);
  return lanes.map((lane) => laneStyle(all[lane]?.styleIndex ?? lane));
}

function Strip({
  pair: { seeds, interval, estimate },
  axis,
}: {
  readonly pair: Pair;
  readonly axis: PairAxis;
}) {
  const places = seeds.filter((value) => value !== null).map(axis.place);
  const offsets = stacked(places);
  const span = (low: number, high: number): CSSProperties => ({
    left: `${axis.place(low)}%`,
    width: `${axis.place(high) - axis.place(low)}%`,
  });
  return (
    <div className={classes.strip} aria-hidden="true">
      {axis.ticks.map(({ at, label, isEqual }) => (
        <span key={label} className={isEqual ? classes.equal : classes.grid} style={{ left: `${at}%` }} />
      ))}
      {interval && <span className={classes.interval} style={span(interval.low, interval.high)} />}
      {estimate && seeds.length > 1 && (
        <span className={classes.median} style={span(estimate.low, estimate.high)} />
      )}
      {places.map((at, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: seeds stand in their order, and two may have one ratio
          key={i}
          className={classes.ring}
          style={{ left: `${at}%`, '--offset': offsets[i] } as CSSProperties}
        />
      ))}
    </div>
  );
}
