import { Button } from '@mantine/core';
import { programToTex } from '../../core/expr.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { type HyperKey, type OptimizerDeclaration, symbols } from '../../optim/transform.ts';
import { LaneHyper } from '../../spec/lane-hyper.ts';
import { useApp } from '../../store/app.ts';
import { horizonOf } from '../panels/length.ts';
import { Formula, Symbol as Tex } from './Formula.tsx';
import type { LaneNow } from './laneNow.ts';
import { numberText, roundedText } from './numberText.ts';
import classes from './OptimizerHelp.module.css';

interface Props {
  readonly lane: number;
  readonly now: LaneNow;
  readonly parameter: Parameter<HyperKey>;
  readonly reset: () => void;
}

/** The formula a hyper-parameter stands in, with the values that the next step will use. */
export function OptimizerHelp({ lane, now, parameter, reset }: Props) {
  const optimizer = optimizerById(now.optimizer.id);
  const rows = useValues(lane, now, optimizer, parameter.key);
  const slots = Object.fromEntries(optimizer.slots.map(({ name, symbol }) => [name, symbol]));
  const isDefault = now.optimizer[parameter.key] === parameter.default;
  return (
    <>
      <Formula tex={programToTex(optimizer.program, { ...symbols, ...slots })} lines={optimizer.program.length} />
      <dl className={classes.values}>
        {rows.map(({ symbol, when, value }) => (
          <div key={symbol} className={classes.value}>
            <dt>
              <Tex tex={symbol} /> {when}
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
      <p className={classes.differs}>{optimizer.differs}</p>
      <p className={classes.source}>{optimizer.source}</p>
    </>
  );
}

interface Row {
  readonly symbol: string;
  readonly when: 'now' | 'next';
  readonly value: string;
}

function useValues(lane: number, now: LaneNow, optimizer: OptimizerDeclaration, first: HyperKey): Row[] {
  const spec = useApp((state) => state.spec);
  const step = useApp(({ run }) => run.step);
  const declared = spec.lanes[lane];
  if (!declared) return [];
  const horizon = horizonOf(spec);
  const t = horizon === null ? step : Math.min(step, Math.max(0, horizon - 1));
  const hyper = new LaneHyper({ ...declared, ...now, events: [] }, horizon).at(t);
  const keys = [first, ...optimizer.hyper.map(({ key }) => key).filter((key) => key !== first)];
  return keys.flatMap((key): Row[] => {
    const symbol = symbols[key] ?? key;
    const row: Row = { symbol, when: 'now', value: roundedText(hyper[key] ?? 0) };
    if (key !== 'momentum' || !usesNext(optimizer)) return [row];
    const next = roundedText(hyper.momentumNext ?? 0);
    return [row, { symbol: symbols.momentumNext ?? key, when: 'next', value: next }];
  });
}

const usesNext = ({ program }: OptimizerDeclaration): boolean => JSON.stringify(program).includes('"momentumNext"');

function memory(slots: number): string {
  if (slots === 0) return 'none';
  return `${slots} number${slots === 1 ? '' : 's'} a parameter`;
}
