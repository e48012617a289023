import { totalStepsOf } from '../experiment/length.ts';
import type { Phase, Round } from './plan.ts';
import type { EvaluationRecord, ResultFile, RunRecord } from './records.ts';

type Measure = 'loss' | 'validationLoss' | 'validationAccuracy' | 'testLoss' | 'testAccuracy';

/** The first number of a result that training it again does not give. */
export interface Difference {
  readonly phase: Phase;
  readonly seed: number;
  /** Index into the spec's lanes. */
  readonly lane: number;
  /** Of a run of the search for learning rates the one it tried; null elsewhere. */
  readonly lr: number | null;
  /** `loss` is that of a training step. */
  readonly measure: Measure;
  readonly step: number;
  readonly expected: number;
  /** Null where the run ended before. */
  readonly got: number | null;
}

/** What came of training a result again; `losses` are those of steps that were the same to the bit. */
export type Verification =
  | { readonly id: 'same'; readonly losses: number; readonly evaluations: number }
  | { readonly id: 'differs'; readonly losses: number; readonly at: Difference };

/** How far it has come: the round under way, and the losses that were the same so far, of all in the result. */
export interface VerificationProgress extends Pick<Round, 'phase' | 'seed'> {
  readonly lanes: number;
  readonly step: number;
  readonly steps: number;
  readonly losses: number;
  readonly total: number;
}

type Evaluation = Pick<EvaluationRecord, 'step' | 'split' | 'loss' | 'accuracy'>;

/** A run of the result, and how much of it has come again. */
interface ExpectedRun extends Pick<Difference, 'phase' | 'seed' | 'lane' | 'lr'> {
  readonly run: RunRecord;
  /** Still to come, by split and step. */
  readonly evaluations: Map<string, Evaluation>;
  reached: number;
  differs: boolean;
}

/** Where in a run something was measured: an evaluation stands before the loss of the step of its number. */
const orderOf = ({ measure, step }: Difference): number => (measure === 'loss' ? step : step - 0.5);

const keyOfRun = (phase: Phase, seed: number, lane: number, lr: number | null): string =>
  [phase, seed, lane, ...(phase === 'lr-search' ? [lr] : [])].join(' ');
const keyOfEvaluation = ({ split, step }: Evaluation): string => `${split} ${step}`;

/**
 * Compares a run with a result, number by number as they come, whichever lanes train together. What a person ended by hand
 * is compared as far as it went.
 */
export class ResultCheck {
  readonly #result: ResultFile;
  readonly #runs = new Map<string, ExpectedRun>();
  /** Losses of steps in the result. */
  readonly total: number;
  readonly #evaluations: number;
  #missing: number;
  #losses = 0;
  #round: Round | null = null;
  /** By the position in the round; null for what the result does not have. */
  #current: readonly (ExpectedRun | null)[] = [];
  #differences: Difference[] = [];
  #verification: Verification | null = null;

  constructor(result: ResultFile) {
    this.#result = result;
    const runs = result.rounds.flatMap(({ phase, seed, runs: records }) =>
      records.map((run): ExpectedRun => {
        const lr = phase === 'lr-search' ? run.effectiveSpec.optimizer.lr : null;
        const evaluations = new Map(repeatable(run, result).map((of) => [keyOfEvaluation(of), of]));
        return { phase, seed, lane: run.lane, lr, run, evaluations, reached: 0, differs: false };
      }),
    );
    for (const run of runs) this.#runs.set(keyOfRun(run.phase, run.seed, run.lane, run.lr), run);
    this.total = runs.reduce((sum, { run }) => sum + run.loss.length, 0);
    this.#evaluations = runs.reduce((sum, { evaluations }) => sum + evaluations.size, 0);
    this.#missing = this.total + this.#evaluations;
  }

  /** What came of it; null while that is open. */
  get verification(): Verification | null {
    return this.#verification;
  }

  get progress(): VerificationProgress | null {
    if (this.#round === null || this.#current.length === 0) return null;
    const runs = this.#current.filter((of) => of !== null);
    return {
      phase: this.#round.phase,
      seed: this.#round.seed,
      lanes: this.#round.lanes.length,
      step: Math.max(0, ...runs.map(({ reached }) => reached)),
      steps: Math.max(0, ...runs.map(({ run }) => run.loss.length)),
      losses: this.#losses,
      total: this.total,
    };
  }

  /** A round begins; the one before has told all. */
  beginRound(round: Round): void {
    this.endRound();
    const { lanes: specs } = this.#result.spec;
    this.#round = round;
    this.#current = round.lanes.map(({ laneId, lr = null }) => {
      const lane = specs.findIndex(({ id }) => id === laneId);
      return this.#runs.get(keyOfRun(round.phase, round.seed, lane, lr)) ?? null;
    });
  }

  /** @param lane its position in the round */
  addLosses(lane: number, firstStep: number, losses: Float32Array): void {
    const of = this.#current[lane];
    if (!of || of.differs) return;
    const { loss } = of.run;
    for (const [i, got] of losses.entries()) {
      const step = firstStep + i;
      const expected = loss[step];
      if (expected === undefined) break;
      if (!Object.is(got, expected)) {
        this.#differ(of, { measure: 'loss', step, expected, got });
        break;
      }
      of.reached = step + 1;
      this.#losses++;
      this.#missing--;
    }
    this.#conclude();
  }

  /** @param lane its position in the round */
  addEvaluation(lane: number, evaluation: Evaluation): void {
    const of = this.#current[lane];
    const key = keyOfEvaluation(evaluation);
    const expected = of?.evaluations.get(key);
    if (!of || !expected || of.differs) return;
    of.evaluations.delete(key);
    this.#missing--;
    for (const number of ['loss', 'accuracy'] as const) {
      if (Object.is(expected[number], evaluation[number])) continue;
      const measure = measureOf(evaluation, number);
      const { step } = evaluation;
      this.#differ(of, { measure, step, expected: expected[number], got: evaluation[number] });
      break;
    }
    this.#conclude();
  }

  /** The round has told all: what of it has not come will not come. */
  endRound(): void {
    for (const of of this.#current) if (of) this.#lack(of);
    this.#conclude(true);
    this.#current = [];
  }

  /** The run has told all. */
  finish(): Verification {
    this.endRound();
    for (const of of this.#runs.values()) {
      this.#lack(of);
      this.#conclude(true);
    }
    return this.#verification ?? this.#same();
  }

  #differ(of: ExpectedRun, numbers: Pick<Difference, 'measure' | 'step' | 'expected' | 'got'>): void {
    const { phase, seed, lane, lr } = of;
    of.differs = true;
    this.#differences.push({ phase, seed, lane, lr, ...numbers });
  }

  #lack(of: ExpectedRun): void {
    if (of.differs) return;
    const step = of.reached;
    const expected = of.run.loss[step];
    if (expected !== undefined) this.#differ(of, { measure: 'loss', step, expected, got: null });
    const [evaluation] = of.evaluations.values();
    if (of.differs || evaluation === undefined) return;
    const measure = measureOf(evaluation, 'loss');
    this.#differ(of, { measure, step: evaluation.step, expected: evaluation.loss, got: null });
  }

  /** A difference is the first once every other lane has come as far. */
  #conclude(isAll = false): void {
    if (this.#verification !== null) return;
    const [first] = this.#differences.toSorted((a, b) => orderOf(a) - orderOf(b) || a.lane - b.lane);
    if (first === undefined) {
      if (this.#missing === 0) this.#verification = this.#same();
      return;
    }
    const isOpen = (of: ExpectedRun | null) =>
      of !== null && !of.differs && of.reached <= orderOf(first) && of.reached < of.run.loss.length;
    if (!isAll && this.#current.some(isOpen)) return;
    this.#verification = { id: 'differs', losses: this.#losses, at: first };
  }

  #same(): Verification {
    return { id: 'same', losses: this.#losses, evaluations: this.#evaluations };
  }
}

const measureOf = ({ split }: Evaluation, number: 'loss' | 'accuracy'): Measure =>
  `${split}${number === 'loss' ? 'Loss' : 'Accuracy'}`;

/** Evaluations that come again: those at the end of what was ended by hand do not. */
function repeatable({ evaluations, state }: RunRecord, { spec }: ResultFile): readonly Evaluation[] {
  if (state !== 'stopped' && totalStepsOf(spec) !== null) return evaluations;
  const { evalEvery } = spec.training;
  return evaluations.filter(({ step, split }) => split === 'validation' && step % evalEvery === 0);
}
