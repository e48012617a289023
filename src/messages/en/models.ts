/** Name, help and options of each model. */
export const models = {} as const;
