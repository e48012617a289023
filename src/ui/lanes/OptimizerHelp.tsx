import { Button } from '@mantine/core';
import { formulaTex } from '../../optim/formula.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { symbolsOf } from '../../optim/symbols.ts';
import type { OptimizerDeclaration } from '../../optim/transform.ts';
import { LaneHyper } from '../../spec/lane-hyper.ts';
import { planOf, updateOf } from '../../spec/lane-update.ts';
import { horizonOf } from '../../spec/length.ts';
import type { LaneSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { formatValue } from '../charts/format.ts';
import { Formula, InlineTex } from './Formula.tsx';
import { numberText } from './numberText.ts';
import classes from './OptimizerHelp.module.css';

interface Props {
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly parameter: Parameter;
  readonly reset: () => void;
}

/** The formula a hyper-parameter stands in, with the values that the next step will use. */
export function OptimizerHelp({ lane, parameter, reset }: Props) {
  const optimizer = optimizerById(lane.optimizer.id);
  const rows = useValues(lane, optimizer, parameter.key);
  const tex = formulaTex(updateOf(lane));
  const isDefault = lane.optimizer[parameter.key] === parameter.default;
  return (
    <>
      <Formula tex={tex} lines={tex.split('\\\\').length} />
      <dl className={classes.values}>
        {rows.map(({ symbol, when, value }) => (
          <div key={symbol} className={classes.value}>
            <dt>
              <InlineTex tex={symbol} /> {when}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={classes.value}>
          <dt>Memory</dt>
          <dd>{memory(planOf(lane).memoryPerParameter)}</dd>
        </div>
      </dl>
      <Button size="xs" className={classes.reset ?? ''} disabled={isDefault} onClick={reset}>
        Set to {numberText(parameter.default)}, the default
      </Button>
      <p className={classes.differs}>
        {optimizer.differs} <span className={classes.source}>{optimizer.source}.</span>
      </p>
    </>
  );
}

interface Row {
  readonly symbol: string;
  readonly when: 'now' | 'next';
  readonly value: string;
}

function useValues(lane: LaneSpec, optimizer: OptimizerDeclaration, first: string): Row[] {
  const horizon = useApp(({ spec }) => horizonOf(spec));
  const step = useApp(({ run }) => run.step);
  const t = horizon === null ? step : Math.min(step, Math.max(0, horizon - 1));
  const hyper = new LaneHyper({ ...lane, events: [] }, horizon).scheduledAt(t);
  const symbolOf = symbolsOf(updateOf(lane));
  const keys = [first, ...optimizer.hyper.map(({ key }) => key).filter((key) => key !== first)];
  return keys.flatMap((key): Row[] => {
    const row: Row = { symbol: symbolOf(key), when: 'now', value: formatValue(hyper[key] ?? 0) };
    const next = `${key}Next`;
    if (key !== optimizer.momentumKey || !planOf(lane).columns.some(({ name }) => name === next))
      return [row];
    return [row, { symbol: symbolOf(next), when: 'next', value: formatValue(hyper[next] ?? 0) }];
  });
}

function memory(numbers: number): string {
  if (numbers === 0) return 'none';
  return `${numbers} number${numbers === 1 ? '' : 's'} a parameter`;
}
