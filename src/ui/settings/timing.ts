/** How lanes are timed alone unless otherwise said: steps to warm up, and steps that count. */
export const defaultTiming = { warmup: 20, steps: 200 } as const;
