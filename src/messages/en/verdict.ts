/** Verdict and badges of a race. */
export const verdict = {} as const;
