import type { ExperimentSpec, LaneSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import type { EvaluationRecord, RoundRecord, RunRecord } from '../../src/race/result.ts';
import { parseResult } from '../../src/race/result.ts';
import { printResult } from '../../src/race/result-text.ts';
import { learningRates } from '../../src/race/sweep.ts';
import { Random } from '../fuzz/random.ts';

const images = { validation: 1000, test: 10_000 } as const;
const classes = 10;
const steps = 400;
const evalEvery = 20;
const target = { metric: 'validationAccuracy', value: 0.82 } as const;
const timing = { warmup: 10, steps: 40 };

/** A race of four lanes of a quick network, one of them with a name that is too long for most places. */
export const madeSpec = (): ExperimentSpec =>
  parseSpec({
    version: 1,
    name: 'what-momentum-buys',
    seeds: 7,
    data: { id: 'fashion-mnist', batchSize: 64, validation: images.validation },
    model: { id: 'logistic' },
    training: { steps, evalEvery, target },
    race: { mode: 'fair', timing },
    lanes: [
      { optimizer: { id: 'nmgd', lr: 0.02 }, lrSchedule: { id: 'cosine' } },
      { optimizer: { id: 'nesterov', lr: 0.02 } },
      { name: 'Stochastic gradient descent, plain', optimizer: { id: 'sgd', lr: 0.02 } },
      { optimizer: { id: 'adam', lr: 0.001 } },
    ],
  });

/** How fast each lane learns: the time constant of its loss, in steps. */
const timeConstants = [30, 38, 110, 55] as const;

/** The text of a result file of that race. Nothing was trained: the curves are drawn at random about a decay. */
export function madeResult(): string {
  const spec = madeSpec();
  const random = new Random(11);
  const rounds: RoundRecord[] = [];
  const add = (
    phase: RoundRecord['phase'],
    seed: number,
    length: number,
    runs: readonly RunRecord[],
    trainMs: number,
  ) => rounds.push({ phase, seed, steps: length, hashes, trainMs, runs });
  const tried = spec.lanes.flatMap(({ optimizer }, lane) =>
    learningRates(optimizer.lr, spec.race.grid).map((lr) => ({ lane, lr })),
  );
  for (let i = 0; i < tried.length; i += 8) {
    const runs = tried.slice(i, i + 8).map(({ lane, lr }) => madeRun(random, spec, 'lr-search', lane, lr));
    add('lr-search', spec.race.tuningSeed, steps, runs, 4000);
  }
  for (let seed = 1; seed <= spec.seeds; seed++) {
    const runs = spec.lanes.map(({ optimizer }, lane) => madeRun(random, spec, 'race', lane, optimizer.lr));
    add('race', seed, steps, runs, 2000);
  }
  spec.lanes.forEach(({ optimizer }, lane) => {
    const run = madeRun(random, spec, 'timing', lane, optimizer.lr);
    add('timing', spec.seed, timing.warmup + timing.steps, [run], 60 + 12 * lane);
  });
  const text = printResult({
    kind: 'downhill-race',
    version: 4,
    spec,
    versions: { downhill: '0.1.0' },
    adapter: {
      backend: 'webgpu',
      vendor: 'nvidia',
      architecture: 'ampere',
      description: '',
      software: false,
      fallback: null,
    },
    engine: 'webgpu',
    portable: false,
    rounds,
    verdict: null,
  });
  parseResult(text); // where it does not follow from its experiment, this says why
  return text;
}

const hashes = { init: 'a1'.repeat(32), batches: 'b2'.repeat(32) };

function madeRun(
  random: Random,
  spec: ExperimentSpec,
  phase: RoundRecord['phase'],
  lane: number,
  lr: number,
): RunRecord {
  const laneSpec = spec.lanes[lane] as LaneSpec;
  const relative = Math.log10(lr / laneSpec.optimizer.lr);
  const isDiverged = phase === 'lr-search' && relative > 1.4 && lane !== 3;
  const length = phase === 'timing' ? timing.warmup + timing.steps : isDiverged ? 15 : steps;
  const tau = (timeConstants[lane] ?? 60) * 10 ** Math.abs(relative) * (0.9 + 0.2 * random.next());
  const meanAt = (step: number) => (isDiverged ? 2.4 * 1.4 ** step : 0.42 + 1.9 * Math.exp(-step / tau));
  const loss = Float32Array.from({ length }, (_, step) => meanAt(step) * (0.75 + 0.5 * random.next()));
  if (isDiverged) loss[length - 1] = Number.NaN;
  const evaluations =
    phase === 'timing' ? [] : madeEvaluations(random, phase, meanAt, isDiverged ? 0 : length);
  const met = evaluations.find(({ accuracy }) => accuracy >= target.value);
  const ended = phase !== 'timing' && met !== undefined ? 'target' : 'finished';
  return {
    lane,
    effectiveSpec: { ...laneSpec, optimizer: { ...laneSpec.optimizer, lr } },
    state: isDiverged ? 'diverged' : ended,
    divergence: isDiverged ? { step: length - 1, reason: 'notFinite' } : null,
    targetStep: met?.step ?? null,
    loss,
    evaluations,
  };
}

function madeEvaluations(
  random: Random,
  phase: RoundRecord['phase'],
  meanAt: (step: number) => number,
  length: number,
): EvaluationRecord[] {
  const at = Array.from({ length: length / evalEvery }, (_, i) => (i + 1) * evalEvery);
  const of = (step: number, split: 'validation' | 'test'): EvaluationRecord => {
    const total = images[split];
    const share = 0.86 - (meanAt(step) - 0.42) * 0.35 + (random.next() - 0.5) * 0.015;
    const correct = Math.round(total * share);
    const confusion = step === length ? madeConfusion(random, total, correct) : [];
    return { step, split, loss: meanAt(step) + 0.05, accuracy: correct / total, confusion };
  };
  const validation = at.map((step) => of(step, 'validation'));
  return phase === 'race' ? [...validation, of(length, 'test')] : validation;
}

/** As many images of each class as may be, the wrong ones anywhere. */
function madeConfusion(random: Random, total: number, correct: number): number[][] {
  const rows = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let image = 0; image < total; image++) {
    const row = image % classes;
    const column = image < correct ? row : (row + random.between(1, classes - 1)) % classes;
    const cells = rows[row] as number[];
    cells[column] = (cells[column] ?? 0) + 1;
  }
  return rows;
}
