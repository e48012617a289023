import type {
  BoundedNumber,
  ChoiceSetting,
  ListSetting,
  SettingValue,
  SwitchSetting,
} from '../core/setting.ts';

/** One choice of a model; form, schema and link follow from it. */
export type ModelOption = BoundedNumber | ChoiceSetting | SwitchSetting | ListSetting;

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
