/** The results: standings, tables, profile, confusion matrix. */
export const results = {} as const;
