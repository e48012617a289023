import { settingSchema } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';
import { raceSettings } from './settings.ts';

/** How lanes are timed alone unless otherwise said: steps to warm up, and steps that count. */
export const defaultTiming = {
  warmup: raceSettings.warmup.default,
  steps: raceSettings.steps.default,
} as const;

/** How lanes are compared: what is searched beforehand, and what is timed afterwards. */
export const raceSchema = z.strictObject({
  mode: settingSchema(raceSettings.mode).describe(
    'quick: each lane at its own learning rate; fair: at the best one of a grid, tuned alike.',
  ),
  tuningSeed: settingSchema(raceSettings.tuningSeed).describe(
    'The seed a fair race tunes at; it is not raced.',
  ),
  grid: z
    .strictObject({
      points: settingSchema(raceSettings.points).describe('Learning rates a lane tries.'),
      decades: settingSchema(raceSettings.decades).describe(
        'Powers of ten from the lowest to the highest; the lane’s own is in the middle.',
      ),
    })
    .prefault({}),
  timing: z
    .strictObject({
      warmup: settingSchema(raceSettings.warmup).describe('Untimed steps before.'),
      steps: settingSchema(raceSettings.steps).describe('Timed steps.'),
    })
    .nullable()
    .default(null)
    .describe('Each lane alone after the race, for its time; null for none.'),
});
