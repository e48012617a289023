/** How lanes are timed alone unless otherwise said: steps to warm up, and steps that count. */
export const usualTiming = { warmup: 20, steps: 200 } as const;
