/** Files and links that are opened or saved, and why one cannot be. */
export const files = {} as const;
