import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { formatWhole } from '../../core/format.ts';
import type { LengthUnit } from '../../experiment/length.ts';
import { lengthUnit, stepsPerEpoch, withUnit } from '../../experiment/length.ts';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';
import classes from './LengthField.module.css';
import { boundedSchedules, untilStopped } from './untilStopped.ts';

const units: readonly { value: LengthUnit; label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'epochs', label: 'Epochs' },
  { value: 'stopped', label: 'Until stopped' },
];

/** How long the run is: in steps, in passes over the data, or until it is stopped. */
export function LengthField() {
  const training = useApp(({ spec }) => spec.training);
  const perEpoch = useApp(({ spec }) => stepsPerEpoch(spec.data));
  const [error, setError] = useState<string | null>(null);
  const bounded = useApp(({ spec }) => boundedSchedules(spec));
  const unit = lengthUnit(training);
  return (
    <Field
      label="Length"
      help="A step trains on one batch; an epoch is a pass over all training pictures. Schedules span the whole length."
      error={error}
      fix={
        unit !== 'stopped' && bounded !== null ? (
          <Button
            size="xs"
            className={classes.fix ?? ''}
            onClick={() => setError(edit((spec) => untilStopped(spec)))}
          >
            Use {bounded} until stopped
          </Button>
        ) : null
      }
    >
      <SegmentedControl
        size="xs"
        aria-label="Length"
        value={unit}
        onChange={(next) =>
          setError(
            edit((spec) => ({ ...spec, training: withUnit(spec.training, next as LengthUnit, perEpoch) })),
          )
        }
        data={units.map((choiceOfUnit) => ({ ...choiceOfUnit }))}
      />
      {unit === 'stopped' ? null : (
        <NumberBox
          wide
          whole
          label={`Length in ${unit}`}
          value={numberText(training[unit] ?? Number.NaN)}
          commit={(typed) =>
            edit((spec) => ({ ...spec, training: { ...spec.training, [unit]: typed } }), `training.${unit}`)
          }
        />
      )}
      <span className={classes.equivalent}>
        {equivalent(unit, training[unit === 'epochs' ? 'epochs' : 'steps'], perEpoch)}
      </span>
    </Field>
  );
}

function equivalent(unit: LengthUnit, length: number | null, perEpoch: number): string {
  const epoch = `an epoch is ${formatWhole(perEpoch)} steps`;
  if (length === null || perEpoch === 0) return epoch;
  if (unit === 'epochs') return `${formatWhole(length * perEpoch)} steps`;
  return `${(length / perEpoch).toFixed(2)} epochs of ${formatWhole(perEpoch)} steps`;
}
