/** Name and help of each dataset, and its classes. */
export const data = {} as const;
