import { UnstyledButton } from '@mantine/core';
import type { CSSProperties } from 'react';
import { totalStepsOf } from '../../experiment/length.ts';
import type { ScheduleSpec } from '../../experiment/schema.ts';
import { hyperparamLabel } from '../../messages/optimizers.ts';
import { scheduleName } from '../../messages/schedules.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { useApp } from '../../store/app.ts';
import { stepsShown } from '../../store/rounds.ts';
import { capitalized } from '../kit/capitalized.ts';
import { deferred } from '../kit/deferred.tsx';
import { useMessages } from '../kit/language.ts';
import { SidebarPopover } from '../kit/SidebarPopover.tsx';
import { useLive } from '../kit/useFrame.ts';
import { ScheduleCurve } from './ScheduleCurve.tsx';
import classes from './SchedulePopover.module.css';

const ScheduleForm = deferred(async () => (await import('./ScheduleForm.tsx')).ScheduleForm);

interface Props {
  /** The parameter that is scheduled. */
  readonly parameter: Parameter;
  /** The lane's name. */
  readonly owner: string;
  /** The lane's colour, as variables. */
  readonly style: CSSProperties;
  readonly schedule: ScheduleSpec;
  /** The slider's value, which the schedule starts from. */
  readonly base: number;
  readonly onChange: (schedule: ScheduleSpec) => void;
}

/** Room for the schedule with the most numbers, so that choosing another does not move the choices from under the pointer. */
const reserve = '42.5rem';

/** The schedule as a small curve beside its slider; pressed, it opens large with all that can be changed of it. */
export function SchedulePopover({ parameter, owner, style, schedule, base, onChange }: Props) {
  const t = useMessages();
  const name = scheduleName(t, schedule.id);
  const scheduled = hyperparamLabel(t, parameter.key);
  const title = capitalized(t('lanes.schedule.title', { value: scheduled }));
  return (
    <SidebarPopover
      title={title}
      width="25rem"
      reserve={reserve}
      align="end"
      style={style}
      target={(toggle) => (
        <UnstyledButton
          className={classes.button}
          aria-label={t('lanes.schedule.label', { lane: owner, value: scheduled, schedule: name })}
          onClick={toggle}
        >
          <CurveNow schedule={schedule} base={base} size="small" label="" />
        </UnstyledButton>
      )}
    >
      {() => (
        <ScheduleForm parameter={parameter} owner={owner} schedule={schedule} base={base} onChange={onChange}>
          <CurveNow
            schedule={schedule}
            base={base}
            size="large"
            label={capitalized(t('lanes.schedule.curve', { value: scheduled, schedule: name }))}
          />
        </ScheduleForm>
      )}
    </SidebarPopover>
  );
}

interface CurveProps {
  readonly schedule: ScheduleSpec;
  readonly base: number;
  readonly size: 'small' | 'large';
  readonly label: string;
}

/** Alone in reading the step, so that a step redraws the curve and not the controls around it. */
function CurveNow({ schedule, base, size, label }: CurveProps) {
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  // to a fifth of a pixel of the small curve, a pixel of the large one
  const grain = Math.max(1, Math.floor((totalSteps ?? 0) / 280));
  const step = useLive(({ run }) => {
    const stepsTrained = stepsShown(run);
    return stepsTrained === totalSteps ? stepsTrained : stepsTrained - (stepsTrained % grain);
  });
  return (
    <ScheduleCurve
      schedule={schedule}
      base={base}
      totalSteps={totalSteps}
      step={step}
      size={size}
      color="var(--c)"
      label={label}
    />
  );
}
