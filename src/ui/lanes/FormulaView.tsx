import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { updateOf } from '../../experiment/lane-update.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { formulaTex } from '../../optim/formula.ts';
import type { StepHyperparams } from '../../optim/host-scalars.ts';
import { useMessages } from '../kit/language.ts';
import { Formula } from './Formula.tsx';
import classes from './FormulaView.module.css';
import { filledIn } from './filledIn.ts';

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
