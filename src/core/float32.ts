/** What the kernels can hold: a smaller size is 0 to them (GPUs flush what is not normal), a larger one infinite. */
export const float32 = { min: 2 ** -126, max: (2 - 2 ** -23) * 2 ** 127 } as const;

/** Whether a number is 0, or of a size that float32 holds. */
export const fitsFloat32 = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= float32.min && Math.abs(value) <= float32.max);
