import { useState } from 'react';
import { updateOf } from '../../experiment/lane-update.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optionHelp, optionLabel } from '../../messages/optimizers.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { SettingTexts } from '../../messages/settings.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Option } from '../../optim/transform.ts';
import { numberError } from '../kit/checkValue.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { numberText } from '../kit/numberText.ts';
import { SettingLine } from '../kit/SettingField.tsx';
import { editLane } from './editLanes.ts';
import classes from './LaneGroup.module.css';
import { LaneGroup } from './LaneGroup.tsx';
import { withOption } from './laneParts.ts';

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
  function commit(option: Option, value: unknown): FieldError | null {
    if (option.kind === 'number') {
      const typed = value as number | string;
      return numberError(option, typed) ?? set(option.key, Number(typed));
    }
    const rejected = set(option.key, value === true);
    setError(rejected);
    return rejected;
  }
  function set(key: string, value: boolean | number): FieldError | null {
    return editLane(index, () => withOption(lane, key, value));
  }
  return (
    <LaneGroup title={t('lanes.group.variant')} note={t('lanes.group.variantNote')} error={error}>
      <div className={classes.switches}>
        {options.map((option) => {
          const { key } = option;
          const texts = optionTexts(t, option);
          return (
            <SettingLine
              key={key}
              setting={option}
              texts={{ ...texts, name: t('lanes.control.name', { lane: lane.name, value: texts.label }) }}
              value={chosen[key]}
              commit={(value) => commit(option, value)}
            />
          );
        })}
      </div>
    </LaneGroup>
  );
}

/** What an option is called and does, and between which numbers it lies. */
function optionTexts(t: Translator, option: Option): SettingTexts {
  const [label, help] = [optionLabel(t, option.key), optionHelp(t, option.key)];
  if (option.kind !== 'number') return { label, help };
  const { min, max } = option.valid;
  const bounds = t('lanes.control.optionRange', { min: numberText(min), max: numberText(max) });
  return { label, help: joinSentences(t, help, bounds) };
}
