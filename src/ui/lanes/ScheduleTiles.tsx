import type { ReactNode } from 'react';
import { useId } from 'react';
import type { ScheduleSpec } from '../../experiment/schema.ts';
import { scheduleName } from '../../messages/schedules.ts';
import type { ScheduleId } from '../../optim/schedules/index.ts';
import { schedulesFor } from '../../optim/schedules/index.ts';
import type { ScheduledHyperparam } from '../../optim/schedules/schedule.ts';
import { useMessages } from '../kit/language.ts';
import { ScheduleCurve } from './ScheduleCurve.tsx';
import classes from './ScheduleTiles.module.css';
import { chooseSchedule, lacksLength } from './scheduleChoice.ts';

interface Props {
  readonly scheduled: ScheduledHyperparam;
  readonly schedule: ScheduleSpec;
  readonly base: number;
  readonly totalSteps: number | null;
  readonly describedBy: string | undefined;
  readonly onChange: (schedule: ScheduleSpec) => void;
}

/** Every schedule that may move the value, each with its shape. */
export function ScheduleTiles({ scheduled, schedule, base, totalSteps, describedBy, onChange }: Props) {
  const t = useMessages();
  const group = useId();
  const preview = (id: ScheduleId): ScheduleSpec =>
    id === schedule.id ? schedule : chooseSchedule(schedule, id, totalSteps);

  const tile = (id: ScheduleId, name: string, disabled: boolean): ReactNode => (
    <label key={id} className={classes.tile} data-disabled={disabled || undefined}>
      <input
        type="radio"
        className={classes.input}
        name={group}
        value={id}
        checked={id === schedule.id}
        disabled={disabled}
        onChange={() => onChange(preview(id))}
      />
      <span className={classes.curve}>
        {disabled ? null : (
          <ScheduleCurve
            schedule={preview(id)}
            base={base}
            totalSteps={totalSteps}
            step={0}
            size="small"
            color="var(--c)"
            label=""
          />
        )}
      </span>
      <span>{name}</span>
    </label>
  );
  return (
    <div
      role="radiogroup"
      aria-label={t('lanes.schedule.choice')}
      aria-describedby={describedBy}
      className={classes.tiles}
    >
      {schedulesFor(scheduled).map((choice) =>
        tile(choice.id, scheduleName(t, choice.id), lacksLength(choice, totalSteps)),
      )}
    </div>
  );
}
