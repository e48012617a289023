import type { OptimizerId } from '../optim/index.ts';
import type { HyperparamKey, OptionKey } from './declared.ts';
import type { Translator } from './translator.ts';

/** What an optimizer does, in one sentence. */
export const optimizerHelp = (t: Translator, id: OptimizerId): string => t(`optimizers.${id}.help`);

/** Where libraries compute something else under the name of an optimizer. */
export const optimizerDiffers = (t: Translator, id: OptimizerId): string => t(`optimizers.${id}.differs`);

/** What a hyperparameter is called within a sentence. @param key of a registered optimizer, clipping or the guard */
export const hyperparamLabel = (t: Translator, key: string): string =>
  t(`optimizers.hyperparams.${key as HyperparamKey}.label`);

/** What a hyperparameter does. @param key likewise */
export const hyperparamHelp = (t: Translator, key: string): string =>
  t(`optimizers.hyperparams.${key as HyperparamKey}.help`);

/** What an option is called within a sentence. @param key of a registered optimizer */
export const optionLabel = (t: Translator, key: string): string =>
  t(`optimizers.options.${key as OptionKey}.label`);

/** What an option does when it is on. @param key likewise */
export const optionHelp = (t: Translator, key: string): string =>
  t(`optimizers.options.${key as OptionKey}.help`);

const beside: Readonly<Record<string, HyperparamKey>> = {
  'clip.globalNorm': 'clipNorm',
  'clip.value': 'clipValue',
  'guard.factor': 'guardFactor',
};

/** What a number of a lane is called within a sentence. @param path in the lane: `optimizer.lr`, `clip.value` */
export const laneNumberLabel = (t: Translator, path: string): string =>
  hyperparamLabel(t, beside[path] ?? path.replace(/^optimizer\./, ''));
