/** Name, help and parameters of each optimizer. */
export const optimizers = {} as const;
