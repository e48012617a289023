/** Name, help and parameters of each schedule. */
export const schedules = {} as const;
