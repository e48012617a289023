import type { SettingId } from '../experiment/settings.ts';
import type { Translator } from './translator.ts';

/** What a setting and its values are called, in a language. */
export interface SettingTexts {
  readonly label: string;
  /** What its control is called by itself; the label where absent. */
  readonly name?: string | undefined;
  /** What it does, in one sentence. */
  readonly help?: string | undefined;
  /** One of the values of a choice. */
  readonly choice?: ((value: string | number) => string) | undefined;
  /** The entry at a place of a list, from 1. */
  readonly item?: ((place: number) => string) | undefined;
}

/** What a setting of an experiment is called, by its id; what depends on the experiment itself is said by its field. */
export function settingTexts(t: Translator, id: SettingId): SettingTexts {
  switch (id) {
    case 'validation':
    case 'trainCount':
      return { ...labelAndHelp(t, id), name: t(`settings.${id}.name`) };
    case 'batchSize':
    case 'labelSmoothing':
    case 'seed':
    case 'tuningSeed':
      return labelAndHelp(t, id);
    case 'evalEvery':
    case 'seeds':
      return { label: t(`settings.${id}.label`), name: t(`settings.${id}.name`) };
    case 'normalize':
      return { label: t(`settings.${id}.label`), choice: (value) => t(`settings.${id}.${value as Pixels}`) };
    case 'mode':
      return { label: t(`settings.${id}.label`), choice: (value) => t(`settings.${id}.${value as Mode}`) };
    case 'steps':
    case 'epochs':
      return { label: t('settings.length.box', { unit: id }) };
    case 'size':
    case 'rgb':
    case 'flip':
    case 'shift':
    case 'points':
    case 'decades':
      return { label: t(`settings.${id}.label`) };
  }
}

type Pixels = 'standardize' | 'unit';
type Mode = 'quick' | 'fair';
type Explained = 'validation' | 'trainCount' | 'batchSize' | 'labelSmoothing' | 'seed' | 'tuningSeed';

const labelAndHelp = (t: Translator, id: Explained): SettingTexts => ({
  label: t(`settings.${id}.label`),
  help: t(`settings.${id}.help`),
});
