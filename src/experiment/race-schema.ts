import { must } from '../core/must.ts';
import { z } from '../core/zod.ts';
import { whole } from './fragments.ts';

const span = must('number', { kind: 'finite', bounds: 'fromTo', min: 1, max: 8 });

/** How lanes are timed alone unless otherwise said: steps to warm up, and steps that count. */
export const defaultTiming = { warmup: 20, steps: 200 } as const;

/** How lanes are compared: what is searched beforehand, and what is timed afterwards. */
export const raceSchema = z.strictObject({
  mode: z
    .enum(['quick', 'fair'])
    .default('quick')
    .describe('quick: each lane at its own learning rate; fair: at the best one of a grid, tuned alike.'),
  tuningSeed: whole(0, 2 ** 32 - 1)
    .default(0)
    .describe('The seed a fair race tunes at; it is not raced.'),
  grid: z
    .strictObject({
      points: whole(5, 9).default(7).describe('Learning rates a lane tries.'),
      decades: z
        .number({ error: span })
        .min(1, span)
        .max(8, span)
        .default(3)
        .describe('Powers of ten from the lowest to the highest; the lane’s own is in the middle.'),
    })
    .prefault({}),
  timing: z
    .strictObject({
      warmup: whole(0, 100_000).default(defaultTiming.warmup).describe('Untimed steps before.'),
      steps: whole(1, 1_000_000).default(defaultTiming.steps).describe('Timed steps.'),
    })
    .nullable()
    .default(null)
    .describe('Each lane alone after the race, for its time; null for none.'),
});
