import { boundedList, boundedText } from '../core/bounded.ts';
import { whole } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';

const maxClasses = 256;
const maxSide = 4096;
const maxChannels = 4;

const counts = boundedList(whole(0, 10_000_000), maxClasses, { min: 2 });
const moments = (schema: z.ZodNumber) => boundedList(schema, maxChannels, { min: 1 });

/** What a spec says of images that are on no site, and of which no manifest is. */
export const localInfoSchema = z.strictObject({
  name: boundedText(200, { min: 1 }),
  shape: z
    .tuple([whole(1, maxSide), whole(1, maxSide), whole(1, maxChannels)])
    .describe('Height, width, channels.'),
  classes: boundedList(boundedText(200, { min: 1 }), maxClasses, { min: 2 }).describe('Their names.'),
  perClass: z.strictObject({ train: counts, test: counts }).describe('Images of each class.'),
  mean: moments(z.number().min(0).max(1)).describe(
    'Of each channel over the training images, in units of u8/255.',
  ),
  std: moments(z.number().gt(0).max(1)).describe('The standard deviation likewise.'),
});
