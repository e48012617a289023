import { Button } from '@mantine/core';
import { programToTex } from '../../core/expr.ts';
import { formatValue } from '../../core/format.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import type { HyperKey, OptimizerDeclaration } from '../../optim/transform.ts';
import { symbols } from '../../optim/transform.ts';
import { LaneHyper } from '../../spec/lane-hyper.ts';
import { horizonOf } from '../../spec/length.ts';
import type { LaneSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { Formula, InlineTex } from './Formula.tsx';
import { numberText } from './numberText.ts';
import classes from './OptimizerHelp.module.css';

interface Props {
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly parameter: Parameter<HyperKey>;
  readonly reset: () => void;
}

/** The formula a hyper-parameter stands in, with the values that the next step will use. */
export function OptimizerHelp({ lane, parameter, reset }: Props) {
  const optimizer = optimizerById(lane.optimizer.id);
  const rows = useValues(lane, optimizer, parameter.key);
  const slots = Object.fromEntries(optimizer.slots.map(({ name, symbol }) => [name, symbol]));
  const isDefault = lane.optimizer[parameter.key] === parameter.default;
  return (
    <>
      <Formula
        tex={programToTex(optimizer.program, { ...symbols, ...slots })}
        lines={optimizer.program.length}
      />
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
          <dd>{memory(optimizer.slots.length)}</dd>
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

function useValues(lane: LaneSpec, optimizer: OptimizerDeclaration, first: HyperKey): Row[] {
  const horizon = useApp(({ spec }) => horizonOf(spec));
  const step = useApp(({ run }) => run.step);
  const t = horizon === null ? step : Math.min(step, Math.max(0, horizon - 1));
  const hyper = new LaneHyper({ ...lane, events: [] }, horizon).at(t);
  const keys = [first, ...optimizer.hyper.map(({ key }) => key).filter((key) => key !== first)];
  return keys.flatMap((key): Row[] => {
    const symbol = symbols[key] ?? key;
    const row: Row = { symbol, when: 'now', value: formatValue(hyper[key] ?? 0) };
    if (key !== 'momentum' || !usesNext(optimizer)) return [row];
    const next = formatValue(hyper.momentumNext ?? 0);
    return [row, { symbol: symbols.momentumNext ?? key, when: 'next', value: next }];
  });
}

const usesNext = ({ program }: OptimizerDeclaration): boolean =>
  JSON.stringify(program).includes('"momentumNext"');

function memory(slots: number): string {
  if (slots === 0) return 'none';
  return `${slots} number${slots === 1 ? '' : 's'} a parameter`;
}
