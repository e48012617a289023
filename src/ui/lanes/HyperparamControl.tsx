import type { ReactNode } from 'react';
import { scheduleAt } from '../../experiment/hyperparam-timeline.ts';
import { hyperparamValue } from '../../experiment/lane-change.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import { overrunsOf } from '../../experiment/schedule-overruns.ts';
import type { LaneChange, LaneSpec, SchedulePath, ScheduleSpec } from '../../experiment/schema.ts';
import { hyperparamLabel } from '../../messages/optimizers.ts';
import { overrunText, scheduleName } from '../../messages/schedules.ts';
import { joinSentences } from '../../messages/sentences.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import type { ScheduledHyperparam } from '../../optim/schedules/schedule.ts';
import { useApp } from '../../store/app.ts';
import { isLocked } from '../../store/lock.ts';
import { isOver, laneSeries, stepsShown } from '../../store/rounds.ts';
import { unchangedLane } from '../../store/unchanged-lanes.ts';
import { deferred } from '../kit/deferred.tsx';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';
import { useLive } from '../kit/useFrame.ts';
import { HelpPopover } from './HelpPopover.tsx';
import { hyperparamChange } from './laneNow.ts';
import { SchedulePopover } from './SchedulePopover.tsx';
import { scheduledOf } from './scheduleChoice.ts';

const OptimizerHelp = deferred(async () => (await import('./OptimizerHelp.tsx')).OptimizerHelp);

interface Props {
  /** Index into the experiment's lanes. */
  readonly index: number;
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly parameter: Parameter;
  readonly change: (set: LaneChange) => void;
}

/** A hyperparameter of a lane: it acts while it moves. Those with a schedule carry its curve. */
export function HyperparamControl({ index, lane, parameter, change }: Props) {
  const t = useMessages();
  const { key } = parameter;
  const label = hyperparamLabel(t, key);
  const locked = useApp(({ run }) => isLocked(run));
  const base = hyperparamValue(lane, parameter);
  const scheduleKey = scheduleKeyOf(lane, key);
  const schedule = scheduleKey && lane[scheduleKey];
  const declaration = schedule && scheduleById(schedule.id);
  const heldBy = schedule && declaration?.replacesBase ? scheduleName(t, schedule.id) : undefined;
  const unchangedValue = useApp(({ unchangedLanes }) =>
    hyperparamValue(unchangedLane(unchangedLanes, lane) ?? lane, parameter),
  );
  const inUse = useInUse(index, parameter, schedule, heldBy === undefined ? base : null);
  const set = (next: number): null => {
    change(hyperparamChange(key, next));
    return null;
  };
  return (
    <ParameterControl
      parameter={parameter}
      name={t('lanes.control.name', { lane: lane.name, value: label })}
      value={base}
      home={unchangedValue}
      inUse={inUse}
      isScheduled={schedule !== null && (schedule.id !== 'constant' || schedule.warmup > 0)}
      heldBy={heldBy}
      locked={locked}
      warning={useOverruns(schedule, scheduledOf(key))}
      label={
        <HelpPopover parameter={parameter}>
          {() => (
            <OptimizerHelp lane={lane} parameter={parameter} unchangedValue={unchangedValue} set={set} />
          )}
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
        style={styleVariables(laneStyle(lane.styleIndex))}
        schedule={schedule}
        base={base}
        onChange={(next) =>
          change(scheduleKey === 'lrSchedule' ? { lrSchedule: next } : { momentumSchedule: next })
        }
      />
    );
  }
}

function scheduleKeyOf({ optimizer }: LaneSpec, key: string): SchedulePath | null {
  if (key === 'lr') return 'lrSchedule';
  return key === optimizerById(optimizer.id).momentumKey ? 'momentumSchedule' : null;
}

/**
 * What the next step uses of a scheduled parameter, or the last one did once all is over, where that is not the value
 * set: `now 0.00235`. Null otherwise, and without a schedule.
 * @param set null where nothing can be set, because the schedule does
 */
function useInUse(
  index: number,
  { key }: Parameter,
  schedule: ScheduleSpec | null,
  set: number | null,
): string | null {
  const t = useMessages();
  return useLive(({ run, spec }) => {
    if (schedule === null) return null;
    const inUse = (when: 'now' | 'last', value: number): string | null =>
      set !== null && Math.abs(value - set) <= 1e-6 * Math.abs(set)
        ? null
        : t('lanes.control.inUse', { when, value: t.format.chosen(value) });
    if (isOver(run)) {
      const series = laneSeries(run, index);
      const used = key === 'lr' ? series?.lr : series?.momentum;
      if (!series || !used || series.steps === 0) return null;
      const last = used.at(series.steps - 1);
      return Number.isNaN(last) ? null : inUse('last', last); // NaN: a file has it of the last round alone
    }
    const totalSteps = totalStepsOf(spec) ?? Number.POSITIVE_INFINITY;
    return inUse(
      'now',
      scheduleAt(schedule, set ?? 0, Math.min(stepsShown(run), totalSteps - 1), totalSteps),
    );
  });
}

/** What of its schedule the run has no room for, in words. */
function useOverruns(schedule: ScheduleSpec | null, what: ScheduledHyperparam): string | undefined {
  const t = useMessages();
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  if (schedule === null) return undefined;
  const overruns = overrunsOf(schedule, totalSteps);
  return joinSentences(t, ...overruns.map((overrun) => overrunText(t, overrun, schedule, what)));
}
