import type { ErrorFact, ErrorFacts, ErrorId } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';
import type { ResultFault } from '../core/faults.ts';
import { datasetOf } from '../data/catalog/index.ts';
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
    throw resultError(`${path}.loss`, 'lossesOverRound', { max: round.steps, got: loss.length });
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
      throw resultError(`${at}.step`, 'evaluationStep', { min: before, max: trained, got: step });
    }
    before = step;
    const rows = confusion.length;
    if (rows === 0 || rows === classes) return;
    throw resultError(`${at}.confusion`, 'confusionRows', { classes, got: rows });
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
  const at = `${path}.targetStep`;
  if (first !== null) throw resultError(at, 'targetMet', { expected: first, got: String(targetStep) });
  if (targetStep !== null) throw resultError(at, 'targetNotMet', { got: targetStep });
}

/** A run ends with the step it diverged at, and then says so. */
function checkDivergence({ divergence, loss, state }: RunShape, path: string): void {
  if (divergence !== null && divergence.step !== loss.length - 1) {
    const at = `${path}.divergence.step`;
    const got = divergence.step;
    if (loss.length === 0) throw resultError(at, 'divergenceBefore', { got });
    throw resultError(at, 'divergenceStep', { expected: loss.length - 1, got });
  }
  if ((divergence !== null) === (state === 'diverged')) return;
  if (divergence === null) throw resultError(`${path}.state`, 'stateNotDiverged', {});
  throw resultError(`${path}.state`, 'stateDiverged', { got: state });
}

/** What a run ended as goes with whether it reached the target, and how far it came. */
function checkState({ state, targetStep, loss }: RunShape, { steps }: RoundShape, path: string): void {
  const ended = state === 'target' || state === 'finished' || state === 'stopped';
  if (ended && (state === 'target') !== (targetStep !== null)) {
    if (targetStep === null) throw resultError(`${path}.state`, 'stateNotTarget', {});
    throw resultError(`${path}.state`, 'stateTarget', { got: state });
  }
  if (state === 'finished' && loss.length < steps) {
    throw resultError(`${path}.state`, 'stateStopped', { trained: loss.length, steps });
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
      const { lr } = effectiveSpec.optimizer;
      const key = [phase, seed, lane, ...(phase === 'lr-search' ? [lr] : [])].join();
      const other = pathByRun.get(key);
      pathByRun.set(key, path);
      if (other === undefined) return;
      if (phase === 'lr-search') throw resultError(path, 'rateTwice', { lane, lr, other });
      throw resultError(path, 'runTwice', { lane, phase, seed, other });
    });
  });
}

/** @throws DownhillError code `spec` where the spec has no such lane */
export function checkLane(lane: number, { lanes }: ExperimentSpec, path: string): void {
  if (lane >= lanes.length) throw resultError(path, 'resultLane', { lanes: lanes.length, got: lane });
}

/** Why a result is not opened that is one. */
export const resultError = <Id extends ErrorId>(path: string, id: Id, params: ErrorFacts[Id]) =>
  notRead('result', path, id, params);

/** Why a file is not opened. */
export function notRead<Id extends ErrorId>(
  fault: ResultFault,
  path: string,
  id: Id,
  params: ErrorFacts[Id],
): DownhillError {
  const fact = { id, params } as ErrorFact;
  return new DownhillError({ code: 'spec', path, fact, fault: { of: 'result', id: fault } });
}
