import type { ReactNode } from 'react';
import type { Parameter } from '../../optim/parameter.ts';
import { hyperValue } from '../../spec/lane-change.ts';
import type { LaneChange, LaneSpec } from '../../spec/schema.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
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
  const value = hyperValue(lane, parameter);
  const set = (next: number): null => {
    change(hyperChange(key, next));
    return null;
  };
  return (
    <ParameterControl
      parameter={parameter}
      name={`${lane.name} ${parameter.label}`}
      value={value}
      label={
        <HelpPopover parameter={parameter}>
          {() => <OptimizerHelp lane={lane} parameter={parameter} reset={() => set(parameter.default)} />}
        </HelpPopover>
      }
      onMove={set}
      onChoose={set}
      aside={schedule()}
    />
  );

  function schedule(): ReactNode {
    const scheduleKey = key === 'lr' ? 'lrSchedule' : key === 'momentum' ? 'momentumSchedule' : null;
    if (scheduleKey === null) return null;
    return (
      <SchedulePopover
        parameter={parameter}
        owner={lane.name}
        look={lookVariables(laneLook(lane.look))}
        schedule={lane[scheduleKey]}
        base={value}
        onChange={(next) =>
          change(scheduleKey === 'lrSchedule' ? { lrSchedule: next } : { momentumSchedule: next })
        }
      />
    );
  }
}
