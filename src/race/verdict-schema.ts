import { boundedList } from '../core/bounded.ts';
import { must } from '../core/must.ts';
import { z } from '../core/zod.ts';
import { choice, count, finite, share } from './schema-parts.ts';
import type { Verdict } from './verdict.ts';
import { verdictKinds } from './verdict.ts';

const lanes = boundedList(count, 8);

const side = z.strictObject({ lane: count, median: finite.nullable(), missed: count, diverged: count });

const pair = z.strictObject({
  lane: side,
  baseline: side,
  tests: boundedList(z.strictObject({ seeds: count, p: share, ahead: count.nullable() }), 5),
  claim: z.strictObject({ ahead: count, seeds: count }).nullable(),
  estimate: z.strictObject({ low: finite, high: finite }).nullable(),
  interval: z.strictObject({ low: finite, high: finite, meaning: choice(['ci', 'range']) }).nullable(),
  seeds: boundedList(finite.nullable(), 99),
});

const look = z.strictObject({
  seeds: count,
  alpha: share,
  outcome: choice(['open', 'missesMore', 'decided', 'notTaken']),
  lane: count.nullable(),
});

const badge = z.discriminatedUnion(
  'id',
  [
    z.strictObject({ id: z.literal(['untuned', 'schedules', 'regularisation']) }),
    z.strictObject({ id: z.literal('tuned'), points: count }),
    z.strictObject({ id: z.literal('unequal'), points: lanes }),
    z.strictObject({ id: z.literal(['edge', 'edited']), lanes }),
    z.strictObject({ id: z.literal('unfinished'), lanes, totalSteps: count }),
    z.strictObject({ id: z.literal('paired'), seeds: count }),
  ],
  { error: must('notBadge', {}) },
);

/** A verdict as a file has it: how many lanes are compared follows from its experiment. */
export type WrittenVerdict = Omit<Verdict, 'compared'>;

/** The facts of a verdict in a result file. */
export const verdictSchema: z.ZodType<WrittenVerdict> = z.strictObject(
  {
    kind: choice(verdictKinds),
    score: choice(['steps', 'accuracy']),
    n: count,
    leader: count.nullable(),
    looks: boundedList(look, 5),
    comparisons: count,
    pairs: boundedList(pair, 28),
    decidingPair: count.nullable(),
    excluded: lanes,
    badges: boundedList(badge, 8),
  },
  { error: must('notVerdict', {}) },
);

/** Every lane that a verdict names, with the path to it; null where it names none there. */
export function lanesNamed(
  verdict: WrittenVerdict,
): readonly (readonly [path: string, lane: number | null])[] {
  const { leader, looks, pairs, excluded, badges } = verdict;
  return [
    ['leader', leader],
    ...looks.map(({ lane }, i) => [`looks[${i}].lane`, lane] as const),
    ...pairs.flatMap(({ lane, baseline, tests, claim }, i) => [
      [`pairs[${i}].lane.lane`, lane.lane] as const,
      [`pairs[${i}].baseline.lane`, baseline.lane] as const,
      ...tests.map(({ ahead }, j) => [`pairs[${i}].tests[${j}].ahead`, ahead] as const),
      [`pairs[${i}].claim.ahead`, claim?.ahead ?? null] as const,
    ]),
    ...excluded.map((lane, i) => [`excluded[${i}]`, lane] as const),
    ...badges.flatMap((badge, i) =>
      'lanes' in badge ? badge.lanes.map((lane, j) => [`badges[${i}].lanes[${j}]`, lane] as const) : [],
    ),
  ];
}
