import { boundedList, boundedText } from '../core/bounded.ts';
import { z } from '../core/zod.ts';
import { currentVersions } from '../experiment/migrate.ts';
import { textToFloats } from './float-text.ts';
import { divergenceReasons } from './outcome.ts';
import { choice, count, finite, share } from './schema-parts.ts';
import { verdictSchema } from './verdict-schema.ts';

const name = boundedText(200);
const text = boundedText(2000);
const seed = count.max(2 ** 32 - 1, 'must be below 2³²');
const hash = z.string({ error: 'must be a sha256' }).regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
/** Seeds, learning rates and lanes timed alone make at most 116. */
const maxRounds = 256;
/** As many as a file of the largest size has room for. */
const maxEvaluations = 1_000_000;
const maxClasses = 256;

/** A number that may be none, or infinite, which JSON cannot say as a number. */
const anyNumber = z
  .union([z.number(), z.literal('NaN'), z.literal('Infinity'), z.literal('-Infinity')], {
    error: 'must be a number, "NaN", "Infinity" or "-Infinity"',
  })
  .transform(Number);

const floats = z.string({ error: 'must be base64 of 32-bit floats' }).transform((encoded, context) => {
  const values = textToFloats(encoded);
  if (values) return values;
  context.addIssue({ code: 'custom', message: 'must be base64 of 32-bit floats' });
  return z.NEVER;
});

const confusion = boundedList(boundedList(count, maxClasses), maxClasses).refine(
  (rows) => rows.every((row) => row.length === rows.length),
  {
    error: 'must be square',
  },
);

const evaluation = z.strictObject({
  step: count,
  split: choice(['validation', 'test']),
  loss: anyNumber,
  accuracy: share,
  confusion,
});

const run = z.strictObject({
  lane: count,
  effectiveSpec: z.unknown(),
  state: choice(['finished', 'stopped', 'diverged', 'target']),
  divergence: z.strictObject({ step: count, reason: choice(divergenceReasons) }).nullable(),
  targetStep: count.min(1, 'must be from 1 up').nullable(),
  loss: floats,
  evaluations: boundedList(evaluation, maxEvaluations),
});

const round = z.strictObject({
  phase: choice(['lr-search', 'race', 'timing']),
  seed,
  steps: count,
  hashes: z.strictObject({ init: hash, batches: hash }),
  trainMs: finite.min(0, 'must be from 0 up'),
  runs: boundedList(run, 8).refine((runs) => runs.length > 0, { error: 'must have a lane or more' }),
});

const adapter = z.strictObject({
  backend: choice(['webgpu', 'webgl', 'cpu']),
  vendor: name,
  architecture: name,
  description: text,
  software: z.boolean({ error: 'must be true or false' }),
  fallback: z
    .strictObject({ cause: choice(['insecure', 'missing', 'refused', 'chosen']), detail: text })
    .nullable(),
});

/** The shape of a result file of the current version; `spec` and `effectiveSpec` are left to that of experiments. */
export const resultSchema = z.strictObject({
  kind: z.literal('downhill-race', { error: 'must be downhill-race' }),
  version: z.literal(currentVersions.result, { error: `must be from 1 to ${currentVersions.result}` }),
  spec: z.unknown(),
  versions: z.record(name, name, { error: 'must be names with their versions' }),
  adapter,
  rounds: boundedList(round, maxRounds).refine((rounds) => rounds.length > 0, {
    error: 'must have a round or more',
  }),
  verdict: verdictSchema.nullable(),
});

export type ResultShape = z.output<typeof resultSchema>;
