import type { OptimizerDeclaration, Option, OptionValues } from './transform.ts';

/** Whether a yes-or-no option is on. */
export const isOn = (option: Option, values: OptionValues): boolean =>
  (values[option.key] ?? option.default) === true;

/** The value of an option that is a whole number. */
export const countOf = (option: Option, values: OptionValues): number =>
  Number(values[option.key] ?? option.default);

/** Every option of an optimizer as it is unless chosen otherwise. */
export const defaultOptions = ({ options }: OptimizerDeclaration): OptionValues =>
  Object.fromEntries(options.map(({ key, default: value }) => [key, value]));
