// @ts-check
import { adapterText } from './browser.mjs';
import { contestantNames } from './options.mjs';
import { measuredSteps } from './race.mjs';
import { brief, largestDifference, spread, tableText } from './statistics.mjs';

/** @typedef {import('./race.mjs').Runner} Runner */

/**
 * Losses in float64 by which of equal values the max pools take.
 * @typedef {Record<import('./page/reference-layers.ts').Ties, readonly number[]>} Exact
 */

/** Losses are compared over the first so many steps: later, rounding alone parts them. */
export const comparedSteps = 50;

/**
 * @param {readonly Runner[]} runners
 * @param {number} batchSize
 * @param {Exact | null} exact losses in float64, where they were asked for
 */
export function summarize(runners, batchSize, exact) {
  const ours = runners.find(({ id }) => id === 'ours');
  const compared = runners.map(lossesOf).filter(({ length }) => length > 0);
  const commonSteps = Math.min(comparedSteps, ...compared.map(({ length }) => length));
  const contestants = runners.map((runner) => summarizeOne(runner, { ours, exact, batchSize, commonSteps }));
  return { commonSteps, contestants, ratios: ratiosOf(contestants), float64Losses: exact };
}

/** @typedef {ReturnType<typeof summarize>} Summary */

/**
 * @param {Runner} runner
 * @param {object} session
 * @param {Runner | undefined} session.ours
 * @param {Exact | null} session.exact
 * @param {number} session.batchSize
 * @param {number} session.commonSteps
 */
function summarizeOne(runner, { ours, exact, batchSize, commonSteps }) {
  const { id, opened, failed, rounds, extra } = runner;
  const losses = lossesOf(runner);
  const jsMs = [...rounds, ...extra].reduce((sum, round) => sum + round.jsMs, 0);
  const steps = measuredSteps(runner);
  const msPerStep = rounds.length > 0 ? spread(rounds.map((round) => round.elapsedMs / round.steps)) : null;
  return {
    id,
    name: contestantNames[id],
    failed,
    adapter: opened?.adapter ?? null,
    notes: opened?.notes ?? [],
    msPerStep,
    /** Of one lane. */
    imagesPerSecond: msPerStep && (1000 * batchSize) / msPerStep.median,
    jsMicrosPerStep: steps > 0 ? (1000 * jsMs) / steps : null,
    jsSteps: steps,
    /** CPU time of the whole worker's thread, JavaScript and all: what others do meanwhile does not count. */
    threadMicrosPerStep: runner.thread && (1000 * runner.thread.cpuMs) / runner.thread.steps,
    threadSteps: runner.thread?.steps ?? 0,
    ...callsOf(runner),
    steps: rounds.map((round) => round.steps),
    lossAfterCommonSteps: losses[commonSteps - 1] ?? null,
    fromOurs: ours && id !== 'ours' && losses.length > 0 ? largestDifference(losses, lossesOf(ours)) : null,
    fromFloat64: exact && {
      first: largestDifference(losses, exact.first),
      last: largestDifference(losses, exact.last),
    },
    losses,
  };
}

/**
 * Calls a step, of the graphics interface.
 * @param {Runner} runner
 */
function callsOf({ opened, warmup }) {
  const round = warmup.find(({ calls }) => calls !== null);
  if (!round?.calls) return { dispatchesPerStep: null, callsPerStep: null };
  const perStep = Object.fromEntries(
    Object.entries(round.calls).map(([call, count]) => [call, count / round.steps]),
  );
  const counted = round.calls.dispatches > 0 ? round.calls.dispatches / round.steps : null;
  return { dispatchesPerStep: opened?.dispatchesPerStep ?? counted, callsPerStep: perStep };
}

/** @param {Runner} runner */
function lossesOf({ warmup, rounds, extra }) {
  return [...warmup, ...rounds, ...extra].flatMap(({ losses }) => losses).slice(0, comparedSteps);
}

/**
 * How many times as long as ours a step takes, by the medians; null where either failed.
 * @param {readonly ReturnType<typeof summarizeOne>[]} contestants
 */
function ratiosOf(contestants) {
  const ours = contestants.find(({ id }) => id === 'ours')?.msPerStep?.median;
  const others = contestants.filter(({ id }) => id !== 'ours');
  return Object.fromEntries(
    others.map(({ id, msPerStep }) => [id, ours && msPerStep ? msPerStep.median / ours : null]),
  );
}

/** @param {ReturnType<typeof largestDifference> | null} difference */
const differenceText = (difference) =>
  difference && difference.steps > 0 ? `${difference.value.toExponential(1)} (${difference.steps})` : '–';

/** @param {Summary} summary */
export function printReport({ commonSteps, contestants, ratios }) {
  const speed = contestants.map(({ name, id, msPerStep, ...figures }) => [
    name,
    ...(msPerStep ? [msPerStep.min, msPerStep.median, msPerStep.max].map(brief) : ['–', '–', '–']),
    ratios[id] ? `${brief(ratios[id] ?? 0)}×` : '–',
    figures.imagesPerSecond ? brief(figures.imagesPerSecond) : '–',
    figures.jsMicrosPerStep ? `${figures.jsMicrosPerStep.toFixed(0)} (${figures.jsSteps})` : '–',
    figures.threadMicrosPerStep ? `${figures.threadMicrosPerStep.toFixed(0)} (${figures.threadSteps})` : '–',
    figures.dispatchesPerStep ? brief(figures.dispatchesPerStep) : '–',
    figures.callsPerStep
      ? ['queueWrites', 'bindGroups', 'buffers'].map((call) => figures.callsPerStep?.[call]).join(' / ')
      : '–',
  ]);
  const speedHead = [
    '',
    'ms/step min',
    'median',
    'max',
    'to ours',
    'images/s',
    'JS µs/step (of steps)',
    'thread CPU µs/step',
  ];
  const calls = ['dispatches', 'writes / bind groups / buffers a step'];
  console.log(`\n${tableText([[...speedHead, ...calls], ...speed])}`);

  const losses = contestants.map((c) => [
    c.name,
    c.lossAfterCommonSteps?.toFixed(7) ?? '–',
    differenceText(c.fromOurs),
    differenceText(c.fromFloat64?.first ?? null),
    differenceText(c.fromFloat64?.last ?? null),
  ]);
  const after = `loss of step ${commonSteps}`;
  const lossHead = [
    '',
    after,
    'largest difference from ours (in steps)',
    'from float64, pools take the first of equals',
    'the last of equals',
  ];
  console.log(`\n${tableText([lossHead, ...losses])}\n`);

  for (const { name, failed, adapter, notes } of contestants) {
    if (failed !== null) console.log(`${name}: FAILED: ${failed}`);
    else if (adapter) console.log(`${name}: ${[adapterText(adapter), ...notes].join('; ')}`);
  }
  for (const { id, name } of contestants) {
    const ratio = ratios[id];
    if (!ratio) continue;
    if (id === 'ours-4') console.log(`Four lanes take ${brief(ratio)}× the time of one.`);
    else console.log(`A step of ${name} takes ${brief(ratio)}× as long as ours.`);
  }
}
