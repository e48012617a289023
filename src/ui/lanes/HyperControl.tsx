import type { ReactNode } from 'react';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import { hyperValue } from '../../spec/lane-change.ts';
import { scheduleAt } from '../../spec/lane-hyper.ts';
import { horizonOf } from '../../spec/length.ts';
import type { LaneChange, LaneSpec, ScheduleSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { stepsShown } from '../../store/heats.ts';
import { isLocked } from '../../store/lock.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import { useLive } from '../charts/useFrame.ts';
import { HelpPopover } from './HelpPopover.tsx';
import { hyperChange } from './laneNow.ts';
import { OptimizerHelp } from './OptimizerHelp.tsx';
import { ParameterControl } from './ParameterControl.tsx';
import { SchedulePopover } from './SchedulePopover.tsx';

interface Props {
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly parameter: Parameter;
  readonly change: (set: LaneChange) => void;
}

/** A hyper-parameter of a lane: it acts while it moves. Those with a schedule carry its curve. */
export function HyperControl({ lane, parameter, change }: Props) {
  const { key } = parameter;
  const locked = useApp(({ run }) => isLocked(run));
  const base = hyperValue(lane, parameter);
  const scheduleKey = scheduleKeyOf(lane, key);
  const schedule = scheduleKey && lane[scheduleKey];
  const declaration = schedule && scheduleById(schedule.id);
  const heldBy = declaration?.replacesBase ? declaration.name : undefined;
  const scheduled = useScheduled(heldBy === undefined ? null : schedule, base);
  const set = (next: number): null => {
    change(hyperChange(key, next));
    return null;
  };
  return (
    <ParameterControl
      parameter={parameter}
      name={`${lane.name} ${parameter.label}`}
      value={scheduled ?? base}
      heldBy={heldBy}
      locked={locked}
      label={
        <HelpPopover parameter={parameter}>
          {() => <OptimizerHelp lane={lane} parameter={parameter} reset={() => set(parameter.default)} />}
        </HelpPopover>
      }
      onMove={set}
      onChoose={set}
      aside={curve()}
    />
  );

  function curve(): ReactNode {
    if (schedule === null) return undefined;
    return (
      <SchedulePopover
        parameter={parameter}
        owner={lane.name}
        look={lookVariables(laneLook(lane.look))}
        schedule={schedule}
        base={base}
        onChange={(next) =>
          change(scheduleKey === 'lrSchedule' ? { lrSchedule: next } : { momentumSchedule: next })
        }
      />
    );
  }
}

function scheduleKeyOf({ optimizer }: LaneSpec, key: string): 'lrSchedule' | 'momentumSchedule' | null {
  if (key === 'lr') return 'lrSchedule';
  return key === optimizerById(optimizer.id).momentumKey ? 'momentumSchedule' : null;
}

/** What the schedule sets at the next step, to the digits that are shown; null without one. */
function useScheduled(schedule: ScheduleSpec | null, base: number): number | null {
  return useLive(({ run, spec }) => {
    if (schedule === null) return null;
    const horizon = horizonOf(spec) ?? Number.POSITIVE_INFINITY;
    return Number(scheduleAt(schedule, base, Math.min(stepsShown(run), horizon - 1), horizon).toPrecision(4));
  });
}
