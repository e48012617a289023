/** Divergence, failures of the device, progress of building. */
export const engine = {} as const;
