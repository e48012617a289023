/**
 * A value that a person chooses, as data: its schema (`core/setting-schema.ts`), its control and its limits in words follow
 * from this. Its label and its help are texts by its id.
 */
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | ListSetting;

/** A setting in a list of several. */
export type Keyed<One extends Setting, Key extends string = string> = One & { readonly key: Key };

/** A setting without which another does nothing, and its values with which that one does something. */
export interface Condition {
  readonly key: string;
  readonly values: readonly (string | number | boolean)[];
}

interface Common {
  /** Absent where it always does something. */
  readonly onlyWith?: Condition;
}

/** What a number must be within; its ends are included unless excluded here. */
export interface NumberBounds {
  readonly min: number;
  readonly max?: number;
  readonly exclusiveMin?: boolean;
  readonly exclusiveMax?: boolean;
}

/** What a number counts, where its label does not say it: a fraction of the value that is set, or of the run. */
export type Unit = 'px' | 'steps' | 'value' | 'run';

export interface NumberSetting extends Common {
  readonly kind: 'number';
  readonly default: number;
  readonly integer?: boolean;
  readonly valid: NumberBounds;
  /** Whether float32 must hold it too: neither rounded to 0 or infinity, nor onto an end that is excluded. */
  readonly float32?: boolean;
  readonly unit?: Unit;
  /** Digit by digit, since it names something and measures nothing; else short, its thousands apart. */
  readonly written?: 'digits';
}

/** A number with two ends. */
export interface BoundedNumber extends NumberSetting {
  readonly valid: NumberBounds & { readonly max: number };
}

/** A number with a slider. The slider has ends of its own; a box beside it takes whatever is valid. */
export interface SliderSetting<Key extends string = string> extends NumberSetting {
  readonly key: Key;
  readonly min: number;
  readonly max: number;
  /** `log`: equal factors are equal distances; `oneMinus`: the same for 1 − x, so 0.9, 0.99 and 0.999 are evenly spaced. */
  readonly scale: 'linear' | 'log' | 'oneMinus';
}

export interface ChoiceSetting<Value extends string | number = string | number> extends Common {
  readonly kind: 'choice';
  readonly default: Value;
  readonly choices: readonly Value[];
}

export interface SwitchSetting extends Common {
  readonly kind: 'switch';
  readonly default: boolean;
}

/** A list of whole numbers. */
export interface ListSetting extends Common {
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

/** Whether a setting does something beside the values of the others. */
export const isInUse = (
  { onlyWith }: Pick<Setting, 'onlyWith'>,
  values: Readonly<Record<string, unknown>>,
): boolean => onlyWith === undefined || onlyWith.values.some((value) => value === values[onlyWith.key]);

/** A whole number from `min` to `max`, both included. */
export const wholeNumber = (initial: number, min: number, max: number): BoundedNumber => ({
  kind: 'number',
  default: initial,
  integer: true,
  valid: { min, max },
});

/** One of several, the first unless chosen otherwise. */
export const choiceOf = <const Value extends string | number>(
  first: Value,
  ...others: readonly Value[]
): ChoiceSetting<Value> => ({ kind: 'choice', default: first, choices: [first, ...others] });

/** A yes or no. */
export const yesOrNo = (initial: boolean): SwitchSetting => ({ kind: 'switch', default: initial });
