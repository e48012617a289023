/**
 * A value that a person chooses, as data: its schema (`core/setting-schema.ts`), its control and its limits in words follow
 * from this. Its label and its help are texts by its id.
 */
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | ListSetting;

export interface NumberSetting {
  readonly kind: 'number';
  readonly default: number;
  readonly integer: boolean;
  /** Both included, the upper one unless `below`. */
  readonly range: { readonly min: number; readonly max: number; readonly below?: boolean };
}

export interface ChoiceSetting<Value extends string | number = string | number> {
  readonly kind: 'choice';
  readonly default: Value;
  readonly choices: readonly Value[];
}

export interface SwitchSetting {
  readonly kind: 'switch';
  readonly default: boolean;
}

/** A list of whole numbers. */
export interface ListSetting {
  readonly kind: 'list';
  readonly default: readonly number[];
  readonly range: { readonly min: number; readonly max: number };
  readonly length: { readonly min: number; readonly max: number };
  /** The first of them in an empty list, and what each further one is of the last. */
  readonly added: { readonly first: number; readonly times: number };
  /** Rising, each number once: places rather than sizes. */
  readonly distinct?: boolean;
}

/** What a setting can be. */
export type SettingValue<One> = One extends { readonly kind: 'number' }
  ? number
  : One extends { readonly kind: 'switch' }
    ? boolean
    : One extends { readonly kind: 'list' }
      ? readonly number[]
      : One extends { readonly kind: 'choice'; readonly choices: readonly (infer Value)[] }
        ? Value
        : never;

/** A whole number from `min` to `max`, both included. */
export const wholeNumber = (initial: number, min: number, max: number): NumberSetting => ({
  kind: 'number',
  default: initial,
  integer: true,
  range: { min, max },
});

/** One of several, the first unless chosen otherwise. */
export const choiceOf = <const Value extends string | number>(
  first: Value,
  ...others: readonly Value[]
): ChoiceSetting<Value> => ({ kind: 'choice', default: first, choices: [first, ...others] });

/** A yes or no. */
export const yesOrNo = (initial: boolean): SwitchSetting => ({ kind: 'switch', default: initial });
