/** Statistics of layers, and what is wrong with gradients. */
export const diagnostics = {} as const;
