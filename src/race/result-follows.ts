import { canonical } from '../core/canonical.ts';
import { datasetOf } from '../data/catalog/index.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { RacePlan } from './plan.ts';
import { raceSeeds } from './plan.ts';
import { racePlanOf } from './race-plan.ts';
import type { EvaluationRecord, RoundRecord, RunRecord } from './records.ts';
import { resultError } from './result-checks.ts';
import { checkOrder } from './result-order.ts';
import { learningRates } from './sweep.ts';

/** A step takes less than an hour, on anything. */
const maxMsPerStep = 3_600_000;
/** A loss is a sum of logarithms of probabilities, above 0 but for rounding. */
const minLoss = -1e-3;
/** Of an accuracy, which is a quotient of two counts. */
const rounding = 1e-9;

/**
 * Whether a result follows from its experiment: each round is one of its plan and comes in its order, each lane ran as it is
 * written, and what was measured is what such a run measures, and when. How the verdict was come to, and how a learning
 * rate was chosen out of those tried, is not asked: both have changed since the first results.
 * @throws DownhillError code `spec` with the path of the first thing that does not follow
 */
export function checkFollows(rounds: readonly RoundRecord[], spec: ExperimentSpec): void {
  const plan = racePlanOf(spec, totalStepsOf(spec) ?? 1);
  const rates = triedRates(rounds, spec);
  rounds.forEach((round, i) => {
    const at = `result.rounds[${i}]`;
    checkRound(round, plan, spec, at);
    round.runs.forEach((run, j) => {
      const path = `${at}.runs[${j}]`;
      checkLaneAsRun(run, round, spec, rates, path);
      checkLosses(run, path);
      checkEvaluated(run, round, spec, path);
    });
  });
  checkOrder(rounds, plan);
}

function checkRound(round: RoundRecord, plan: RacePlan, spec: ExperimentSpec, at: string): void {
  const { phase, seed, steps, trainMs, runs } = round;
  const trained = Math.max(0, ...runs.map(({ loss }) => loss.length));
  if (phase === 'lr-search' && plan.mode !== 'fair')
    throw resultError(`${at}.phase`, 'phaseNotPlanned', { got: phase });
  if (phase === 'timing' && !plan.timing) throw resultError(`${at}.phase`, 'phaseNotPlanned', { got: phase });
  const seeds = { 'lr-search': [plan.tuningSeed], race: raceSeeds(plan), timing: [plan.seed] }[phase];
  if (!seeds.includes(seed)) {
    const [first = seed, last = seed] = [seeds[0], seeds.at(-1)];
    const count = seeds.length;
    if (count > 5) throw resultError(`${at}.seed`, 'roundSeeds', { phase, first, last, count, got: seed });
    throw resultError(`${at}.seed`, 'roundSeed', { phase, seeds: seeds.map(String), got: seed });
  }
  if (phase === 'timing' && runs.length > 1)
    throw resultError(`${at}.runs`, 'timedAlone', { got: runs.length });
  const timed = (plan.timing?.warmup ?? 0) + (plan.timing?.steps ?? 0);
  const length = phase === 'timing' ? timed : (totalStepsOf(spec) ?? trained);
  if (steps !== length)
    throw resultError(`${at}.steps`, 'roundSteps', { expected: length, phase, got: steps });
  const max = maxMsPerStep * Math.max(1, trained);
  if (trainMs > max) throw resultError(`${at}.trainMs`, 'roundTime', { max, got: trainMs });
}

/** By lane the learning rates of its tuning runs. */
function triedRates(
  rounds: readonly RoundRecord[],
  { lanes }: ExperimentSpec,
): readonly ReadonlySet<number>[] {
  const tuned = rounds.flatMap(({ phase, runs }) => (phase === 'lr-search' ? runs : []));
  return lanes.map((_, lane) => {
    return new Set(tuned.flatMap((run) => (run.lane === lane ? [run.effectiveSpec.optimizer.lr] : [])));
  });
}

/** A lane runs as the experiment has it, but for its learning rate in a fair race. What it is called trains nothing. */
function checkLaneAsRun(
  { lane, effectiveSpec }: RunRecord,
  { phase }: RoundRecord,
  { lanes, race }: ExperimentSpec,
  tried: readonly ReadonlySet<number>[],
  path: string,
): void {
  const laneSpec = lanes[lane];
  if (!laneSpec) return;
  const { lr } = effectiveSpec.optimizer;
  const base = laneSpec.optimizer.lr;
  const grid = race.mode === 'fair' && phase === 'lr-search' ? learningRates(base, race.grid) : [base];
  const isPlanned =
    grid.includes(lr) || (race.mode === 'fair' && phase !== 'lr-search' && tried[lane]?.has(lr));
  if (!isPlanned) {
    const at = `${path}.effectiveSpec.optimizer.lr`;
    if (race.mode !== 'fair') throw resultError(at, 'runRate', { expected: base, got: lr });
    throw resultError(at, phase === 'lr-search' ? 'rateOffGrid' : 'rateUntried', { got: lr });
  }
  const wrong = differing(withRate(laneSpec, lr), effectiveSpec);
  if (wrong !== null) throw resultError(`${path}.effectiveSpec.${wrong}`, 'runSettings', { lane });
}

const withRate = (lane: LaneSpec, lr: number): LaneSpec => ({
  ...lane,
  optimizer: { ...lane.optimizer, lr },
});

const trainedParts = ['optimizer', 'lrSchedule', 'momentumSchedule', 'clip', 'guard', 'events'] as const;

/** Which part of a lane two differ in; null for none. */
const differing = (a: LaneSpec, b: LaneSpec): string | null =>
  trainedParts.find((part) => canonical(a[part]) !== canonical(b[part])) ?? null;

/** A loss that is no number ends a run, unless its guard refused the step. */
function checkLosses({ loss, effectiveSpec, divergence }: RunRecord, path: string): void {
  const negative = loss.findIndex((value) => value < minLoss);
  if (negative !== -1)
    throw resultError(`${path}.loss`, 'lossNegative', { step: negative, got: String(loss[negative]) });
  if (effectiveSpec.guard !== null) return;
  const broken = loss.findIndex((value) => !Number.isFinite(value));
  if (broken === -1 ? divergence?.reason === 'notFinite' : broken !== divergence?.step) {
    const step = broken === -1 ? loss.length - 1 : broken;
    const id = broken === -1 ? 'lossFinite' : 'lossNotFinite';
    throw resultError(`${path}.loss`, id, { step, got: String(loss[step]) });
  }
}

/**
 * On validation after every evaluation interval and at the end, on the test set at the end of a race alone. In older files
 * a run that was to be stopped and went on all the same was evaluated on validation within an interval.
 */
function checkEvaluated(run: RunRecord, round: RoundRecord, spec: ExperimentSpec, path: string): void {
  const { evaluations, loss, state } = run;
  const { evalEvery } = spec.training;
  const trained = loss.length;
  const seen = { validation: new Set<number>(), test: new Set<number>() };
  evaluations.forEach((evaluation, k) => {
    const at = `${path}.evaluations[${k}]`;
    const { step, split } = evaluation;
    if (round.phase === 'timing') throw resultError(at, 'timedEvaluation', {});
    if (split === 'test' && round.phase !== 'race') throw resultError(`${at}.split`, 'testOfSearch', {});
    if (step === 0) throw resultError(`${at}.step`, 'evaluationAtStart', {});
    if (split === 'test' && step !== trained)
      throw resultError(`${at}.step`, 'testBeforeEnd', { trained, got: step });
    if (seen[split].has(step)) throw resultError(`${at}.step`, 'evaluatedTwice', { split, got: step });
    seen[split].add(step);
    checkMeasured(evaluation, spec, at);
  });
  if (round.phase === 'timing') return;
  const intervals = Math.ceil(trained / evalEvery) - 1;
  for (let interval = 1; interval <= intervals; interval++) {
    if (!seen.validation.has(interval * evalEvery))
      throw resultError(`${path}.evaluations`, 'evaluationMissing', { step: interval * evalEvery });
  }
  if (state !== 'finished') return;
  if (!seen.validation.has(trained) || (round.phase === 'race' && !seen.test.has(trained)))
    throw resultError(`${path}.evaluations`, 'evaluationsOfEnd', { step: trained });
}

function checkMeasured(
  { split, loss, accuracy, confusion }: EvaluationRecord,
  { data }: ExperimentSpec,
  at: string,
): void {
  if (loss < minLoss) throw resultError(`${at}.loss`, 'evaluationLoss', { got: String(loss) });
  const images = split === 'validation' ? data.validation : (datasetOf(data)?.testCount ?? 0);
  const correct = accuracy * images;
  if (Math.abs(correct - Math.round(correct)) > rounding * images)
    throw resultError(`${at}.accuracy`, 'accuracyShare', { images, got: accuracy });
  if (confusion.length === 0) return;
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  if (total !== images) throw resultError(`${at}.confusion`, 'confusionSum', { images, got: total });
  const diagonal = confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  if (diagonal !== Math.round(correct))
    throw resultError(`${at}.accuracy`, 'accuracyConfusion', { expected: diagonal / images, got: accuracy });
}
