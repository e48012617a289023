import { useState } from 'react';
import { yesOrNo } from '../../core/setting.ts';
import { laneNumber } from '../../experiment/lane-change.ts';
import type { LaneChange, LaneSpec } from '../../experiment/schema.ts';
import { hyperparamHelp, hyperparamLabel } from '../../messages/optimizers.ts';
import { useApp } from '../../store/app.ts';
import { isLocked } from '../../store/lock.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';
import { SettingLine } from '../kit/SettingField.tsx';
import { editLane } from './editLanes.ts';
import classes from './LaneGroup.module.css';
import { LaneGroup } from './LaneGroup.tsx';
import { stabilityParts, withStability } from './laneParts.ts';

interface Props {
  readonly index: number;
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly change: (set: LaneChange) => void;
}

const isOn = yesOrNo(false);

/** Clipping and the guard: each is switched with a new run, and its number moves while it trains. */
export function StabilityGroup({ index, lane, change }: Props) {
  const t = useMessages();
  const locked = useApp(({ run }) => isLocked(run));
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <LaneGroup title={t('lanes.group.stability')} note={t('lanes.group.stabilityNote')} error={error}>
      {stabilityParts.map(({ path, parameter }) => {
        const value = laneNumber(lane, path);
        const label = hyperparamLabel(t, parameter.key);
        const name = t('lanes.control.name', { lane: lane.name, value: label });
        const set = (next: number): null => {
          change({ [path]: next } as LaneChange);
          return null;
        };
        return (
          <div key={path} className={classes.row}>
            <SettingLine
              setting={isOn}
              texts={{
                label,
                help: hyperparamHelp(t, parameter.key),
                name: t('lanes.group.isOn', { control: name }),
              }}
              value={value !== null}
              commit={(on) => {
                const rejected = editLane(index, () =>
                  withStability(lane, path, on === true ? parameter.default : null),
                );
                setError(rejected);
                return rejected;
              }}
            />
            {value === null ? null : (
              <ParameterControl
                parameter={parameter}
                name={name}
                value={value}
                locked={locked}
                onMove={set}
                onChoose={set}
              />
            )}
          </div>
        );
      })}
    </LaneGroup>
  );
}
