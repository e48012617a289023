import { DownhillError } from '../core/errors.ts';
import type { Fault, ResultFault } from '../core/faults.ts';
import { datasetOf } from '../data/index.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { RaceEvaluation } from './outcome.ts';
import { meetsTarget } from './outcome.ts';
import type { Phase } from './plan.ts';
import type { ResultShape } from './result-schema.ts';

type RoundShape = ResultShape['rounds'][number];
type RunShape = RoundShape['runs'][number];

/**
 * What the charts and the verdict take for granted of a run: a lane that exists, steps that were taken, in order, and
 * numbers that one run of the engine can have come to.
 * @throws DownhillError code `spec` with the path of the first thing wrong
 */
export function checkRun(run: RunShape, round: RoundShape, spec: ExperimentSpec, path: string): void {
  const { lane, loss, evaluations } = run;
  checkLane(lane, spec, `${path}.lane`);
  if (loss.length > round.steps) {
    throw resultError(
      `${path}.loss`,
      `must have at most the round’s ${round.steps} steps, got ${loss.length}`,
    );
  }
  checkEvaluations(evaluations, loss.length, spec, path);
  checkTarget(run, round, spec, path);
  checkDivergence(run, path);
  checkState(run, round, path);
}

function checkEvaluations(
  evaluations: RunShape['evaluations'],
  trained: number,
  { data }: ExperimentSpec,
  path: string,
): void {
  const classes = datasetOf(data)?.classCount ?? 0;
  let before = 0;
  evaluations.forEach(({ step, confusion }, k) => {
    const at = `${path}.evaluations[${k}]`;
    if (step < before || step > trained) {
      throw resultError(`${at}.step`, `must be from ${before} to the ${trained} steps taken, got ${step}`);
    }
    before = step;
    const rows = confusion.length;
    if (rows === 0 || rows === classes) return;
    throw resultError(
      `${at}.confusion`,
      `must be empty or of the ${classes} classes of the data, got ${rows}`,
    );
  });
}

/** The step of the target follows from the evaluations. */
function checkTarget(
  { targetStep, evaluations }: RunShape,
  { steps }: RoundShape,
  spec: ExperimentSpec,
  path: string,
): void {
  const { target, evalEvery } = spec.training;
  const length = totalStepsOf(spec) === null ? Number.POSITIVE_INFINITY : steps;
  const met = (evaluation: RaceEvaluation) => meetsTarget(evaluation, { target, evalEvery, length });
  const first = evaluations.find(met)?.step ?? null;
  if (targetStep === first) return;
  const must =
    first === null
      ? 'must be null, as no evaluation meets the target'
      : `must be ${first}, the first evaluation that meets the target`;
  throw resultError(`${path}.targetStep`, `${must}, got ${targetStep}`);
}

/** A run ends with the step it diverged at, and then says so. */
function checkDivergence({ divergence, loss, state }: RunShape, path: string): void {
  if (divergence !== null && divergence.step !== loss.length - 1) {
    const last = loss.length === 0 ? 'a step that was taken' : `${loss.length - 1}, the last step taken`;
    throw resultError(`${path}.divergence.step`, `must be ${last}, got ${divergence.step}`);
  }
  if ((divergence !== null) === (state === 'diverged')) return;
  const must =
    divergence === null
      ? 'must not be diverged without a divergence'
      : 'must be diverged, as there is a divergence';
  throw resultError(`${path}.state`, `${must}, got ${state}`);
}

/** What a run ended as goes with whether it reached the target, and how far it came. */
function checkState({ state, targetStep, loss }: RunShape, { steps }: RoundShape, path: string): void {
  const ended = state === 'target' || state === 'finished' || state === 'stopped';
  if (ended && (state === 'target') !== (targetStep !== null)) {
    const must =
      targetStep === null ? 'must not be target, as none was reached' : 'must be target, as it was reached';
    throw resultError(`${path}.state`, `${must}, got ${state}`);
  }
  if (state === 'finished' && loss.length < steps) {
    throw resultError(
      `${path}.state`,
      `must be stopped after ${loss.length} of ${steps} steps, got finished`,
    );
  }
}

interface RoundLanes {
  readonly phase: Phase;
  readonly seed: number;
  readonly runs: readonly { readonly lane: number; readonly effectiveSpec: LaneSpec }[];
}

/**
 * A lane is raced once at a seed, and a learning rate of it is tried once.
 * @throws DownhillError code `spec` with the path of the second run
 */
export function checkDoubles(rounds: readonly RoundLanes[]): void {
  const pathByRun = new Map<string, string>();
  rounds.forEach(({ phase, seed, runs }, i) => {
    runs.forEach(({ lane, effectiveSpec }, j) => {
      const path = `result.rounds[${i}].runs[${j}]`;
      const tried = phase === 'lr-search' ? ` at the learning rate ${effectiveSpec.optimizer.lr}` : '';
      const key = `lane ${lane} in the phase ${phase} at seed ${seed}${tried}`;
      const other = pathByRun.get(key);
      if (other !== undefined)
        throw resultError(path, `must be the only run of its kind, got ${key}, which ${other} is`);
      pathByRun.set(key, path);
    });
  });
}

/** @throws DownhillError code `spec` where the spec has no such lane */
export function checkLane(lane: number, { lanes }: ExperimentSpec, path: string): void {
  if (lane >= lanes.length)
    throw resultError(path, `must be one of the spec’s ${lanes.length} lanes, got ${lane}`);
}

/** What a result is refused with, that is one. */
export function resultError(path: string, fact: string): DownhillError {
  return notRead(path, fact, 'result');
}

/** What a file is refused with. */
export function notRead(path: string, fact: string, id: ResultFault): DownhillError {
  const fault: Fault = { of: 'result', id };
  return new DownhillError({ code: 'spec', path, message: `${path}: ${fact}`, fault });
}
