interface Common {
  /** The option without which this one does nothing, and its values with which it does something. */
  readonly onlyWith?: { readonly key: string; readonly values: readonly (string | number | boolean)[] };
}

export interface NumberOption extends Common {
  readonly kind: 'number';
  readonly default: number;
  readonly integer: boolean;
  /** Both included, the upper one unless `below`. */
  readonly range: { readonly min: number; readonly max: number; readonly below?: boolean };
}

export interface ChoiceOption<Value extends string | number = string | number> extends Common {
  readonly kind: 'choice';
  readonly default: Value;
  readonly choices: readonly Value[];
}

export interface SwitchOption extends Common {
  readonly kind: 'switch';
  readonly default: boolean;
}

/** A list of whole numbers. */
export interface ListOption extends Common {
  readonly kind: 'list';
  readonly default: readonly number[];
  readonly range: { readonly min: number; readonly max: number };
  readonly length: { readonly min: number; readonly max: number };
  /** The first of them in an empty list, and what each further one is of the last. */
  readonly added: { readonly first: number; readonly times: number };
  /** Rising, each number once: places rather than sizes. */
  readonly distinct?: boolean;
}

/** One choice of a model; form, schema and link follow from it. */
export type ModelOption = NumberOption | ChoiceOption | SwitchOption | ListOption;

export type ModelOptions = Readonly<Record<string, ModelOption>>;

type ValueOf<Option> = Option extends { kind: 'number' }
  ? number
  : Option extends { kind: 'switch' }
    ? boolean
    : Option extends { kind: 'list' }
      ? readonly number[]
      : Option extends { kind: 'choice'; choices: readonly (infer Value)[] }
        ? Value
        : never;

/** The values of options, by key. */
export type OptionValues<Options extends ModelOptions> = {
  readonly [Key in keyof Options]: ValueOf<Options[Key]>;
};

/** The values with the defaults for those that are left out. */
export function completed<Options extends ModelOptions>(
  options: Options,
  values: Partial<OptionValues<Options>>,
): OptionValues<Options> {
  const entries = Object.entries(options).map(([key, option]) => [key, values[key] ?? option.default]);
  return Object.fromEntries(entries) as OptionValues<Options>;
}
