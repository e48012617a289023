import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Parameter } from '../../optim/parameter.ts';
import type { ScheduleId } from '../../optim/schedules/index.ts';
import { scheduleById, schedulesFor } from '../../optim/schedules/index.ts';
import { warmupParameters } from '../../optim/schedules/warmup.ts';
import { horizonOf } from '../../spec/length.ts';
import type { ScheduleSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { Formula } from './Formula.tsx';
import { LabelTip } from './LabelTip.tsx';
import { ParameterControl } from './ParameterControl.tsx';
import classes from './ScheduleForm.module.css';
import { chooseSchedule, formulaFor, unitOf, whyNot } from './scheduleChoice.ts';

interface Props {
  readonly parameter: Parameter;
  readonly owner: string;
  readonly schedule: ScheduleSpec;
  readonly onChange: (schedule: ScheduleSpec) => void;
  /** The curve, which stands between the choice and its parameters. */
  readonly children: ReactNode;
}

/** Which schedule, its parameters, and a warm-up in front of any. */
export function ScheduleForm({ parameter, owner, schedule, onChange, children }: Props) {
  const horizon = useApp(({ spec }) => horizonOf(spec));
  const reasonId = useId();
  const declaration = scheduleById(schedule.id);
  const schedules = schedulesFor(parameter.key === 'lr' ? 'lr' : 'momentum');
  const refused = schedules.map((choice) => whyNot(choice, horizon)).find((reason) => reason !== null);

  function control(part: Parameter): ReactNode {
    const set = (value: number): null => {
      onChange({ ...schedule, [part.key]: value });
      return null;
    };
    return (
      <ParameterControl
        key={part.key}
        parameter={part}
        name={`${owner} ${parameter.label} schedule: ${part.label}`}
        value={Number(schedule[part.key] ?? part.default)}
        label={<LabelTip label={part.label} tip={part.help} />}
        onMove={set}
        onChoose={set}
        aside={<span className={classes.unit}>{unitOf(part)}</span>}
      />
    );
  }
  const rises = Number(schedule.warmup) > 0;
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        className={classes.choice ?? ''}
        aria-label="Schedule"
        aria-describedby={refused === undefined ? undefined : reasonId}
        value={schedule.id}
        onChange={(id) => onChange(chooseSchedule(schedule, id as ScheduleId, horizon))}
        data={schedules.map((choice) => ({
          value: choice.id,
          label: choice.name,
          disabled: whyNot(choice, horizon) !== null,
        }))}
      />
      {refused === undefined ? null : (
        <p id={reasonId} className={classes.reason}>
          {refused}
        </p>
      )}
      <div className={classes.curve}>{children}</div>
      <p className={classes.help}>{declaration.help}</p>
      <Formula tex={formulaFor(declaration, parameter.symbol)} lines={1} />
      {declaration.parameters.map(control)}
      {warmupParameters.filter(({ key }) => rises || key === 'warmup').map(control)}
    </>
  );
}
