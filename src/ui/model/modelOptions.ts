import { isInUse } from '../../core/setting.ts';
import { modelChoice, modelListItem, modelOptionHelp, modelOptionLabel } from '../../messages/models.ts';
import type { SettingTexts } from '../../messages/settings.ts';
import type { Translator } from '../../messages/translator.ts';
import type { ModelId, ModelSpec } from '../../nn/index.ts';
import { modelById } from '../../nn/index.ts';
import type { ModelOption } from '../../nn/options.ts';
import { numberText } from '../kit/numberText.ts';
import { listText } from './suggestFixes.ts';

type Values = Readonly<Record<string, unknown>>;

/** The options of a model that do something as it stands, by key, in the order they are declared in. */
export function optionsInUse(model: ModelSpec): readonly (readonly [string, ModelOption])[] {
  const values: Values = { ...model };
  return Object.entries(modelById(model.id).options).filter(([, option]) => isInUse(option, values));
}

/** What an option of a model and its values are called. */
export const optionTexts = (t: Translator, id: ModelId, key: string, option: ModelOption): SettingTexts => ({
  label: modelOptionLabel(t, id, key),
  help: optionHelp(t, id, key, option),
  choice: (value) => modelChoice(t, id, key, value),
  item: (place) => modelListItem(t, id, key, place),
});

/** What an option does, what it may be and what it is by itself: `… From 1 to 7; 3 by default.` */
export function optionHelp(t: Translator, id: ModelId, key: string, option: ModelOption): string {
  const help = modelOptionHelp(t, id, key);
  switch (option.kind) {
    case 'number': {
      const { min, max, exclusiveMax } = option.valid;
      const figures = { min: numberText(min), max: numberText(max), value: numberText(option.default) };
      return t(exclusiveMax ? 'settings.optionHelp.below' : 'settings.optionHelp.number', {
        help,
        ...figures,
      });
    }
    case 'choice':
      return t('settings.optionHelp.choice', { help, value: modelChoice(t, id, key, option.default) });
    case 'switch':
      return t(option.default ? 'settings.optionHelp.on' : 'settings.optionHelp.off', { help });
    case 'list': {
      const { range, default: defaultValue } = option;
      const value = listText(t, defaultValue);
      if (option.distinct) return t('settings.optionHelp.choice', { help, value });
      const bounds = { min: numberText(range.min), max: numberText(range.max) };
      return t('settings.optionHelp.list', { help, ...bounds, value });
    }
  }
}
