import { useState } from 'react';
import type { BoundedNumber } from '../../core/setting.ts';
import { updateOf } from '../../experiment/lane-update.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optionHelp, optionLabel } from '../../messages/optimizers.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Option } from '../../optim/transform.ts';
import { capitalized } from '../kit/capitalized.ts';
import { numberError } from '../kit/checkValue.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { LabelTip } from '../kit/LabelTip.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import { editLane } from './editLanes.ts';
import classes from './LaneGroup.module.css';
import { LaneGroup } from './LaneGroup.tsx';
import { withOption } from './laneParts.ts';
import { SettingSwitch } from './SettingSwitch.tsx';

interface Props {
  readonly index: number;
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly options: readonly Option[];
}

/** The choices that shape an optimizer's update. */
export function OptionsGroup({ index, lane, options }: Props) {
  const t = useMessages();
  const [error, setError] = useState<FieldError | null>(null);
  const chosen = updateOf(lane).options;
  const set = (key: string, value: boolean | number): FieldError | null =>
    editLane(index, () => withOption(lane, key, value));

  return (
    <LaneGroup title={t('lanes.group.variant')} note={t('lanes.group.variantNote')} error={error}>
      <div className={classes.switches}>
        {options.map((option) => {
          const { key } = option;
          const [label, help] = [optionLabel(t, key), optionHelp(t, key)];
          const name = t('lanes.control.name', { lane: lane.name, value: label });
          if (option.kind === 'switch') {
            return (
              <SettingSwitch
                key={key}
                label={capitalized(label)}
                tip={help}
                name={name}
                checked={chosen[key] === true}
                onChange={(checked) => setError(set(key, checked))}
              />
            );
          }
          return (
            <span key={key} className={classes.number}>
              <LabelTip
                label={capitalized(label)}
                tip={joinSentences(t, help, t('lanes.control.optionRange', boundsOf(option.valid)))}
              />
              <NumberBox
                whole
                label={name}
                value={numberText(Number(chosen[key]))}
                commit={(typed) => numberError(option, typed) ?? set(key, Number(typed))}
              />
            </span>
          );
        })}
      </div>
    </LaneGroup>
  );
}

const boundsOf = ({ min, max }: BoundedNumber['valid']) => ({
  min: numberText(min),
  max: numberText(max),
});
