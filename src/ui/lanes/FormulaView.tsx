import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { SymbolOf } from '../../core/tex.ts';
import { numberToTex } from '../../core/tex.ts';
import { updateOf } from '../../experiment/lane-update.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { formulaTex } from '../../optim/formula.ts';
import type { StepHyperparams } from '../../optim/host-scalars.ts';
import { optimizerById } from '../../optim/index.ts';
import { symbolsOf } from '../../optim/symbols.ts';
import { useMessages } from '../kit/language.ts';
import { Formula } from './Formula.tsx';
import classes from './FormulaView.module.css';

interface Props {
  readonly lane: LaneSpec;
  /** What the next step will use, by name. */
  readonly stepHyperparams: StepHyperparams;
}

/** The whole update of a lane, in symbols or with the values of the next step in their place. */
export function FormulaView({ lane, stepHyperparams }: Props) {
  const t = useMessages();
  const [values, setValues] = useState(false);
  const update = updateOf(lane);
  const tex = values ? formulaTex(update, filledIn(lane, stepHyperparams)) : formulaTex(update);
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.choice ?? ''}
        aria-label={t('lanes.formula.label')}
        value={values ? 'values' : 'symbols'}
        onChange={(value) => setValues(value === 'values')}
        data={[
          { value: 'symbols', label: t('lanes.formula.symbols') },
          { value: 'values', label: t('lanes.formula.values') },
        ]}
      />
      <Formula tex={tex} lines={tex.split('\\\\').length} />
    </>
  );
}

/** How names are written once numbers stand for the hyperparameters; the step and what the weights keep stay symbols. */
export function filledIn(lane: LaneSpec, stepHyperparams: StepHyperparams): SymbolOf {
  const symbolOf = symbolsOf(updateOf(lane));
  const { hyperparams, momentumKey } = optimizerById(lane.optimizer.id);
  const keys = new Set([
    ...hyperparams.map(({ key }) => key),
    `${momentumKey}Next`,
    'clipNorm',
    'clipValue',
    'guardFactor',
  ]);
  return (name) => {
    const value = keys.has(name) ? stepHyperparams[name] : undefined;
    return value === undefined ? symbolOf(name) : numberToTex(Number(value.toPrecision(4)));
  };
}
