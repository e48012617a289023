/** Errors of an experiment, and the names of its fields. */
export const experiment = {} as const;
