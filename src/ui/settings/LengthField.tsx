import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { LengthUnit } from '../../experiment/length.ts';
import { lengthUnit, stepsPerEpoch, withUnit } from '../../experiment/length.ts';
import type { ExperimentSpec, LaneSpec, ScheduleSpec } from '../../experiment/schema.ts';
import type { Translator } from '../../messages/translator.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { ExperimentControl } from './ExperimentField.tsx';
import classes from './LengthField.module.css';

const units: readonly LengthUnit[] = ['steps', 'epochs', 'stopped'];

/** How long the run is: in steps, in passes over the data, or until it is stopped. */
export function LengthField() {
  const t = useMessages();
  const training = useApp(({ spec }) => spec.training);
  const perEpoch = useApp(({ spec }) => stepsPerEpoch(spec.data));
  const [error, setError] = useState<FieldError | null>(null);
  const bounded = useApp(({ spec }) => boundedSchedules(spec));
  const unit = lengthUnit(training);
  return (
    <Field
      label={t('settings.length.label')}
      help={t('settings.length.help')}
      error={error}
      fix={
        unit !== 'stopped' && bounded !== null ? (
          <Button
            size="xs"
            className={classes.fix ?? ''}
            onClick={() => setError(edit((spec) => untilStopped(spec)))}
          >
            {t('settings.length.constant', { bounded })}
          </Button>
        ) : null
      }
    >
      <SegmentedControl
        size="xs"
        aria-label={t('settings.length.label')}
        value={unit}
        onChange={(next) =>
          setError(
            edit((spec) => ({ ...spec, training: withUnit(spec.training, next as LengthUnit, perEpoch) })),
          )
        }
        data={units.map((value) => ({ value, label: t(`settings.length.unit.${value}`) }))}
      />
      {unit === 'stopped' ? null : <ExperimentControl key={unit} id={unit} wide />}
      <span className={classes.equivalent}>
        {equivalent(t, unit, training[unit === 'epochs' ? 'epochs' : 'steps'], perEpoch)}
      </span>
    </Field>
  );
}

function equivalent(t: Translator, unit: LengthUnit, length: number | null, perEpoch: number): string {
  if (length === null || perEpoch === 0) return t('settings.length.epoch', { count: perEpoch });
  if (unit === 'epochs') return t('settings.summary.steps', { count: length * perEpoch });
  const epochs = t.format.decimals(length / perEpoch, 2);
  return t('settings.length.epochs', { epochs, count: perEpoch });
}

const needsLength = ({ id }: ScheduleSpec): boolean => scheduleById(id).needsTotalSteps;

/** What would have to be constant for the run to go on until stopped; null for nothing. */
function boundedSchedules({ lanes }: ExperimentSpec): 'lr' | 'momentum' | 'both' | null {
  const lr = lanes.some(({ lrSchedule }) => needsLength(lrSchedule));
  const momentum = lanes.some(({ momentumSchedule }) => needsLength(momentumSchedule));
  if (lr && momentum) return 'both';
  if (lr) return 'lr';
  return momentum ? 'momentum' : null;
}

/** The experiment until stopped, its schedules constant where they are stretched over a length. */
function untilStopped(spec: ExperimentSpec): ExperimentSpec {
  const training = { ...spec.training, steps: null, epochs: null };
  return { ...spec, training, lanes: spec.lanes.map(withoutEnd) };
}

function withoutEnd(lane: LaneSpec): LaneSpec {
  const { lrSchedule, momentumSchedule } = lane;
  return { ...lane, lrSchedule: constantFor(lrSchedule), momentumSchedule: constantFor(momentumSchedule) };
}

function constantFor(schedule: ScheduleSpec): ScheduleSpec {
  if (!needsLength(schedule)) return schedule;
  return { id: 'constant', warmup: schedule.warmup, warmupFrom: schedule.warmupFrom };
}
