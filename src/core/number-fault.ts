import type { NumberBounds, NumberSetting } from './setting.ts';

/** Why float32, which the kernels compute in, cannot hold a number that is within its bounds. */
export type Float32Fault =
  | { readonly id: 'tooLarge' }
  /** Rounded to 0 by the kernels; `orZero`: 0 itself is valid. */
  | { readonly id: 'tooSmall'; readonly orZero: boolean }
  /** Rounded onto a bound that is excluded. */
  | { readonly id: 'roundedToMax'; readonly max: number }
  | { readonly id: 'roundedToMin'; readonly min: number };

/** What is wrong with the value of a number: none within its bounds, or one that float32 cannot hold. */
export type NumberFault = { readonly id: 'bounds' } | Float32Fault;

/** Null where the value is what the schema of the setting accepts. */
export function numberFault({ valid, integer, float32 }: NumberSetting, value: unknown): NumberFault | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { id: 'bounds' };
  if (integer && !Number.isSafeInteger(value)) return { id: 'bounds' };
  const { min, max, exclusiveMin, exclusiveMax } = valid;
  if (exclusiveMin ? value <= min : value < min) return { id: 'bounds' };
  if (max !== undefined && (exclusiveMax ? value >= max : value > max)) return { id: 'bounds' };
  return float32 ? float32Fault(valid, value) : null;
}

/** Likewise of a number that is within its bounds. */
export function float32Fault(valid: NumberBounds, value: number): Float32Fault | null {
  if (Math.abs(value) > float32Sizes.max) return { id: 'tooLarge' };
  if (!fitsFloat32(value)) {
    return { id: 'tooSmall', orZero: valid.min < 0 || (valid.min === 0 && !valid.exclusiveMin) };
  }
  const rounded = Math.fround(value);
  if (valid.exclusiveMax && valid.max !== undefined && rounded >= valid.max)
    return { id: 'roundedToMax', max: valid.max };
  if (valid.exclusiveMin && rounded <= valid.min) return { id: 'roundedToMin', min: valid.min };
  return null;
}

/** What the kernels can hold: a smaller size is 0 to them (GPUs flush what is not normal), a larger one infinite. */
const float32Sizes = { min: 2 ** -126, max: (2 - 2 ** -23) * 2 ** 127 } as const;

/** Whether a number is 0, or of a size that float32 holds. */
export const fitsFloat32 = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= float32Sizes.min && Math.abs(value) <= float32Sizes.max);
