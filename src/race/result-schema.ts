import { boundedList, boundedText } from '../core/bounded.ts';
import { engines } from '../core/engine.ts';
import { must } from '../core/must.ts';
import { z } from '../core/zod.ts';
import { currentVersions } from '../experiment/migrate.ts';
import { textToFloats } from './float-text.ts';
import { divergenceReasons } from './outcome.ts';
import { choice, count, notNegative, share, wholeFrom, wholeTo } from './schema-parts.ts';
import { verdictSchema } from './verdict-schema.ts';

/** What tells a result from other JSON. */
export const resultKind = 'downhill-race';

const name = boundedText(200);
const text = boundedText(2000);
const seed = wholeTo(2 ** 32 - 1);
const isHash = must('notSha256', {});
const hash = z.string({ error: isHash }).regex(/^[0-9a-f]{64}$/, isHash);
/** Seeds, learning rates and lanes timed alone make at most 116. */
const maxRounds = 256;
/** As many as a file of the largest size has room for. */
const maxEvaluations = 1_000_000;
const maxClasses = 256;

/** A number that may be none, or infinite, which JSON cannot say as a number. */
const anyNumber = z
  .union([z.number(), z.literal('NaN'), z.literal('Infinity'), z.literal('-Infinity')], {
    error: must('numberOrName', {}),
  })
  .transform(Number);

const areFloats = must('notFloats', {});
const floats = z.string({ error: areFloats }).transform((encoded, context) => {
  const values = textToFloats(encoded);
  if (values) return values;
  context.addIssue({ code: 'custom', message: areFloats });
  return z.NEVER;
});

const confusion = boundedList(boundedList(count, maxClasses), maxClasses).refine(
  (rows) => rows.every((row) => row.length === rows.length),
  {
    error: must('notSquare', {}),
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
  targetStep: wholeFrom(1).nullable(),
  loss: floats,
  evaluations: boundedList(evaluation, maxEvaluations),
});

const round = z.strictObject({
  phase: choice(['lr-search', 'race', 'timing']),
  seed,
  steps: count,
  hashes: z.strictObject({ init: hash, batches: hash }),
  trainMs: notNegative,
  runs: boundedList(run, 8, { min: 1 }),
});

const adapter = z.strictObject({
  backend: choice(['webgpu', 'wasm', 'webgl', 'cpu']),
  vendor: name,
  architecture: name,
  description: text,
  software: z.boolean({ error: must('notBoolean', {}) }),
  fallback: z
    .strictObject({
      cause: choice(['insecure', 'missing', 'refused', 'software', 'chosen', 'measured']),
      detail: text,
    })
    .nullable(),
});

/** The shape of a result file of the current version; `spec` and `effectiveSpec` are left to that of experiments. */
export const resultSchema = z.strictObject({
  kind: z.literal(resultKind, { error: must('notOneOf', { values: [resultKind] }) }),
  version: z.literal(currentVersions.result, {
    error: must('wholeNumber', { min: 1, max: currentVersions.result }),
  }),
  spec: z.unknown(),
  versions: z.record(name, name, { error: must('notVersions', {}) }),
  adapter,
  engine: choice(engines),
  portable: z.boolean({ error: must('notBoolean', {}) }),
  rounds: boundedList(round, maxRounds, { min: 1 }),
  verdict: verdictSchema.nullable(),
});

export type ResultShape = z.output<typeof resultSchema>;
