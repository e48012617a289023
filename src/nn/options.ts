import type {
  ChoiceSetting,
  ListSetting,
  NumberSetting,
  SettingValue,
  SwitchSetting,
} from '../core/setting.ts';

interface Common {
  /** The option without which this one does nothing, and its values with which it does something. */
  readonly onlyWith?: { readonly key: string; readonly values: readonly (string | number | boolean)[] };
}

export interface NumberOption extends NumberSetting, Common {}
export interface ChoiceOption<Value extends string | number = string | number>
  extends ChoiceSetting<Value>,
    Common {}
export interface SwitchOption extends SwitchSetting, Common {}
export interface ListOption extends ListSetting, Common {}

/** One choice of a model; form, schema and link follow from it. */
export type ModelOption = NumberOption | ChoiceOption | SwitchOption | ListOption;

export type ModelOptions = Readonly<Record<string, ModelOption>>;

/** The values of options, by key. */
export type OptionValues<Options extends ModelOptions> = {
  readonly [Key in keyof Options]: SettingValue<Options[Key]>;
};

/** The values with the defaults for those that are left out. */
export function completed<Options extends ModelOptions>(
  options: Options,
  values: Partial<OptionValues<Options>>,
): OptionValues<Options> {
  const entries = Object.entries(options).map(([key, option]) => [key, values[key] ?? option.default]);
  return Object.fromEntries(entries) as OptionValues<Options>;
}
