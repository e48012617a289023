import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Keyed, SwitchSetting } from '../../core/setting.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import { overrunsOf } from '../../experiment/schedule-overruns.ts';
import type { ScheduleSpec } from '../../experiment/schema.ts';
import { hyperparamLabel } from '../../messages/optimizers.ts';
import {
  overrunText,
  scheduleHelp,
  scheduleName,
  schedulePartHelp,
  schedulePartLabel,
} from '../../messages/schedules.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { scheduleById, schedulesFor } from '../../optim/schedules/index.ts';
import { warmupParameters } from '../../optim/schedules/warmup.ts';
import { useApp } from '../../store/app.ts';
import { isLocked } from '../../store/lock.ts';
import { LabelTip } from '../kit/LabelTip.tsx';
import { useMessages } from '../kit/language.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';
import { SettingLine } from '../kit/SettingField.tsx';
import { Formula } from './Formula.tsx';
import classes from './ScheduleForm.module.css';
import { ScheduleTiles } from './ScheduleTiles.tsx';
import { formulaFor, lacksLength, scheduledOf } from './scheduleChoice.ts';

interface Props {
  readonly parameter: Parameter;
  readonly owner: string;
  readonly schedule: ScheduleSpec;
  /** The slider's value. */
  readonly base: number;
  readonly onChange: (schedule: ScheduleSpec) => void;
  /** The curve, which stands between the choice and its parameters. */
  readonly children: ReactNode;
}

/** Which schedule, its parameters, and a warm-up in front of any. */
export function ScheduleForm({ parameter, owner, schedule, base, onChange, children }: Props) {
  const t = useMessages();
  const partName = (part: string): string =>
    t('lanes.schedule.part', { lane: owner, value: hyperparamLabel(t, parameter.key), part });
  const locked = useApp(({ run }) => isLocked(run));
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  const reasonId = useId();
  const overruns = overrunsOf(schedule, totalSteps);
  const declaration = scheduleById(schedule.id);
  const scheduled = scheduledOf(parameter.key);
  const rejected = schedulesFor(scheduled).find((other) => lacksLength(other, totalSteps));

  function control(part: Parameter): ReactNode {
    const label = schedulePartLabel(t, schedule.id, part.key);
    const { unit } = part;
    const set = (value: number): null => {
      onChange({ ...schedule, [part.key]: value });
      return null;
    };
    const overrun = overruns.find((of) => (of.id === 'overlap' ? of.keys.at(-1) : of.key) === part.key);
    return (
      <ParameterControl
        key={part.key}
        warning={overrun && overrunText(t, overrun, schedule, scheduled)}
        parameter={part}
        name={partName(label)}
        value={Number(schedule[part.key] ?? part.default)}
        label={<LabelTip label={label} tip={schedulePartHelp(t, schedule.id, part.key)} />}
        locked={locked}
        onMove={set}
        onChoose={set}
        aside={<span className={classes.unit}>{unit === undefined ? '' : t(`settings.unit.${unit}`)}</span>}
      />
    );
  }
  function choice(part: Keyed<SwitchSetting>): ReactNode {
    const label = schedulePartLabel(t, schedule.id, part.key);
    return (
      <SettingLine
        key={part.key}
        setting={part}
        texts={{ label, help: schedulePartHelp(t, schedule.id, part.key), name: partName(label) }}
        value={schedule[part.key] ?? part.default}
        commit={(isOn) => {
          onChange({ ...schedule, [part.key]: isOn === true });
          return null;
        }}
      />
    );
  }
  const rises = Number(schedule.warmup) > 0;
  return (
    <fieldset className={classes.form} disabled={locked}>
      <ScheduleTiles
        scheduled={scheduled}
        schedule={schedule}
        base={base}
        totalSteps={totalSteps}
        describedBy={rejected === undefined ? undefined : reasonId}
        onChange={onChange}
      />
      {rejected === undefined ? null : (
        <p id={reasonId} className={classes.reason}>
          {t('lanes.schedule.needsLength', { schedule: scheduleName(t, rejected.id) })}
        </p>
      )}
      <div className={classes.curve}>{children}</div>
      <p className={classes.help}>{scheduleHelp(t, schedule.id)}</p>
      <Formula tex={formulaFor(declaration, parameter.symbol)} lines={1} />
      {declaration.parameters.map(control)}
      {declaration.choices.map(choice)}
      {warmupParameters.filter(({ key }) => rises || key === 'warmup').map(control)}
    </fieldset>
  );
}
