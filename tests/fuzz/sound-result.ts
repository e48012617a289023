import type { ExperimentSpec, LaneSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import type { EvaluationRecord, ResultFile, RoundRecord, RunRecord } from '../../src/race/result.ts';
import { learningRates } from '../../src/race/sweep.ts';
import type { Random } from './random.ts';

const images = { validation: 100, test: 2000 };
const optimizers = ['sgd', 'momentum', 'nesterov', 'adam'] as const;
const sha = (random: Random): string =>
  Array.from({ length: 64 }, () => random.below(16).toString(16)).join('');

/** An experiment on two digits, from a logistic regression: quick or fair, of some seeds, timed or not. */
function soundSpec(random: Random): ExperimentSpec {
  const mode = random.pick(['quick', 'fair'] as const);
  const events = Array.from({ length: random.below(3) }, (_, i) => ({
    step: i + 1,
    set: { 'optimizer.weightDecay': random.below(10) / 10 },
  }));
  const length = random.pick([
    { steps: random.between(1, 30) },
    { steps: null, epochs: 1 },
    ...(mode === 'quick' ? [{ steps: null }] : []),
  ]);
  const isEndless = 'steps' in length && length.steps === null && !('epochs' in length);
  return parseSpec({
    version: 1,
    name: random.pick(['A race', 'Große Räume', '竞赛', '<b>"\\']),
    seed: random.pick([1, 7, 2 ** 32 - 1]),
    seeds: isEndless ? 1 : random.between(1, 3),
    data: { id: 'mnist-10k', batchSize: 64, validation: images.validation, trainCount: 640 },
    model: { id: 'logistic' },
    training: {
      ...length,
      evalEvery: random.between(2, 12),
      target: random.pick([
        null,
        { metric: 'validationAccuracy', value: 0.8 },
        { metric: 'validationLoss', value: 0.5 },
      ]),
    },
    race: {
      mode,
      grid: { points: 5 },
      timing: random.chance(0.3) && !isEndless ? { warmup: 1, steps: 4 } : null,
    },
    lanes: optimizers.slice(0, random.between(1, 4)).map((id) => ({ optimizer: { id, lr: 0.02 }, events })),
  });
}

/** A result as the engine could have come to: rounds of the plan, evaluated each interval, some lanes diverged or stopped. */
export function soundResult(random: Random): ResultFile {
  const spec = soundSpec(random);
  const { seed, seeds, race, training } = spec;
  const endless = training.steps === null && training.epochs === null;
  const totalSteps = endless ? random.between(1, 20) : (training.steps ?? 10);
  const rounds: RoundRecord[] = [];
  const round = (
    phase: RoundRecord['phase'],
    at: number,
    steps: number,
    lanes: readonly [number, number][],
  ): void => {
    const stopped = random.chance(0.2) || endless;
    const trained = endless ? steps : stopped ? random.between(0, steps) : steps;
    const runs = lanes.map(([lane, lr]) =>
      soundRun(random, spec, { phase, lane, lr, steps, trained, stopped }),
    );
    const longest = Math.max(0, ...runs.map(({ loss }) => loss.length));
    rounds.push({
      phase,
      seed: at,
      steps: endless ? longest : steps,
      hashes: { init: sha(random), batches: sha(random) },
      trainMs: random.below(1e6) / 7,
      runs,
    });
  };
  const rates = spec.lanes.map(({ optimizer }, lane): [number, number] => [lane, optimizer.lr]);
  if (race.mode === 'fair') {
    const tries = learningRates(0.02, race.grid).flatMap((lr) =>
      rates.map(([lane]): [number, number] => [lane, lr]),
    );
    for (let i = 0; i < tries.length; i += 8)
      round('lr-search', race.tuningSeed, totalSteps, tries.slice(i, i + 8));
  }
  const chosen =
    race.mode === 'fair'
      ? rates.map(([lane]): [number, number] => [lane, random.pick(learningRates(0.02, race.grid))])
      : rates;
  for (let i = 0, at = seed; i < seeds; at = (at + 1) % 2 ** 32) {
    if (race.mode === 'fair' && at === race.tuningSeed) continue;
    round('race', at, totalSteps, chosen);
    i++;
  }
  if (race.timing) for (const lane of chosen) round('timing', seed, 5, [lane]);
  return {
    kind: 'downhill-race',
    version: 4,
    spec,
    versions: { downhill: '0.1.0' },
    adapter: {
      backend: 'cpu',
      vendor: '',
      architecture: '',
      description: '',
      software: true,
      fallback: null,
    },
    engine: 'cpu',
    portable: false,
    rounds,
    verdict: null,
  };
}

interface PlannedRun {
  readonly phase: RoundRecord['phase'];
  readonly lane: number;
  readonly lr: number;
  readonly steps: number;
  readonly trained: number;
  readonly stopped: boolean;
}

function soundRun(random: Random, spec: ExperimentSpec, planned: PlannedRun): RunRecord {
  const { phase, lane, lr, steps, stopped } = planned;
  const isDiverged = planned.trained > 0 && random.chance(0.15);
  const trained = isDiverged ? random.between(1, planned.trained) : planned.trained;
  const loss = Float32Array.from({ length: trained }, () => random.next() * 3);
  if (isDiverged) loss[trained - 1] = random.pick([Number.NaN, Number.POSITIVE_INFINITY]);
  const evaluations = phase === 'timing' ? [] : evaluationsOf(random, spec, phase, trained, isDiverged);
  const { target, evalEvery } = spec.training;
  const ends =
    spec.training.steps === null && spec.training.epochs === null ? Number.POSITIVE_INFINITY : steps;
  const met = evaluations.find(({ step, split, accuracy, loss: of }) => {
    if (target === null || split !== 'validation' || (step % evalEvery !== 0 && step !== ends)) return false;
    return target.metric === 'validationAccuracy' ? accuracy >= target.value : of <= target.value;
  });
  const ended = met ? 'target' : stopped || trained < steps ? 'stopped' : 'finished';
  const laneSpec = spec.lanes[lane] as LaneSpec;
  return {
    lane,
    effectiveSpec: { ...laneSpec, optimizer: { ...laneSpec.optimizer, lr } },
    state: isDiverged ? 'diverged' : ended,
    divergence: isDiverged ? { step: trained - 1, reason: 'notFinite' } : null,
    targetStep: met?.step ?? null,
    loss,
    evaluations,
  };
}

function evaluationsOf(
  random: Random,
  { training: { evalEvery } }: ExperimentSpec,
  phase: RoundRecord['phase'],
  trained: number,
  isDiverged: boolean,
): EvaluationRecord[] {
  const evalSteps = Array.from(
    { length: Math.floor((trained - (isDiverged ? 1 : 0)) / evalEvery) },
    (_, i) => (i + 1) * evalEvery,
  );
  const steps =
    isDiverged || trained === 0 || evalSteps.at(-1) === trained ? evalSteps : [...evalSteps, trained];
  const validation = steps.map((step, i) => measured(random, step, 'validation', i === steps.length - 1));
  const isTested = phase === 'race' && trained > 0 && !isDiverged;
  return isTested ? [...validation, measured(random, trained, 'test', true)] : validation;
}

function measured(
  random: Random,
  step: number,
  split: 'validation' | 'test',
  isLast: boolean,
): EvaluationRecord {
  const total = images[split];
  const correct = random.between(0, total);
  const confusion = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
  const count = (row: number, column: number, images: number) => {
    const cells = confusion[row];
    if (cells) cells[column] = images;
  };
  count(3, 3, correct);
  count(3, 7, total - correct);
  const loss = random.chance(0.05) ? Number.NaN : random.next();
  return { step, split, loss, accuracy: correct / total, confusion: isLast ? confusion : [] };
}
