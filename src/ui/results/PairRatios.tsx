import type { CSSProperties } from 'react';
import type { Pair } from '../../race/pair.ts';
import { useApp } from '../../store/app.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import classes from './PairRatios.module.css';
import { ratioAxis, seedRatios, speedUpText } from './verdictParts.ts';

interface PairProps {
  readonly pair: Pair;
  /** Whether the verdict has said it already. */
  readonly isSaid: boolean;
}

/** Two lanes compared: what was found, and the ratio of their steps at each seed. */
export function PairRatios({ pair, isSaid }: PairProps) {
  const run = useApp((state) => state.run);
  const look = laneLook(run.spec.lanes[pair.lane.lane]?.look ?? pair.lane.lane);
  const other = laneLook(run.spec.lanes[pair.reference.lane]?.look ?? pair.reference.lane);
  const ratios = seedRatios(run, pair);
  return (
    <div className={classes.pair} style={lookVariables(look)}>
      <p className={classes.who} title={speedUpText(pair) ?? undefined}>
        <Swatch look={look} /> {pair.lane.name}
        <span className={classes.over}>÷</span>
        <Swatch look={other} /> {pair.reference.name}
      </p>
      {ratios.length === 0 ? null : <Track pair={pair} ratios={ratios} />}
      {isSaid ? null : <p className={classes.text}>{found(pair)}.</p>}
    </div>
  );
}

interface TrackProps {
  readonly pair: Pair;
  readonly ratios: readonly number[];
}

function Track({ pair: { ratio, interval }, ratios }: TrackProps) {
  const end = ratioAxis([...ratios, interval?.high ?? 1]);
  const at = (value: number): CSSProperties => ({ left: `${(value / end) * 100}%` });
  return (
    <div className={classes.track} aria-hidden="true">
      {interval && (
        <span
          className={classes.band}
          style={{ ...at(interval.low), width: `${((interval.high - interval.low) / end) * 100}%` }}
        />
      )}
      <span className={classes.one} style={at(1)} />
      {ratios.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: seeds stand in their order, and two may have one ratio
        <span key={i} className={classes.ring} style={at(value)} />
      ))}
      {ratio !== null && ratios.length > 1 && <span className={classes.median} style={at(ratio)} />}
      <span className={classes.tick} style={at(0)}>
        0
      </span>
      <span className={classes.tick} style={at(1)}>
        1, no difference
      </span>
    </div>
  );
}

/** Without what the verdict says of too few seeds. */
const found = ({ kind, text }: Pair): string =>
  kind === 'few seeds' || kind === 'one seed' ? text.slice(0, text.lastIndexOf('; ')) : text;
