import { engineFacts } from '../../core/engine.ts';
import type { ExperimentSpec, LaneSpec } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import { startValues } from '../../nn/files/start-values.ts';
import type { Layer } from '../../nn/layer.ts';
import type { ModelSummary } from '../../nn/model.ts';
import type { RoundEnd } from '../../protocol/messages.ts';
import type { LaneResult, LaneRunResult, RunResult } from '../../protocol/run-reports.ts';
import type { AdapterReport } from '../../protocol/training-facts.ts';
import type { Round } from '../../race/plan.ts';
import type { RoundRecord } from '../../race/result.ts';
import type { RoundRun } from '../../race/round-record.ts';
import { roundRecord } from '../../race/round-record.ts';
import { BatchHash, hashWeights } from './hashes.ts';
import type { LaneTrack } from './lane-track.ts';
import type { RoundQueue } from './round-queue.ts';

/** What is known of a run, and stays when its executor is gone. */
export interface RunLog {
  readonly lanes: readonly LaneTrack[];
  readonly hashes: RoundEnd['hashes'];
  readonly steps: number;
  /** Evaluation, pauses and warm-up left out. */
  readonly trainMs: number;
  /** The same when each step was taken. */
  readonly elapsedMs: readonly number[];
}

/** A round, and what came of it. */
export interface RoundLog {
  readonly round: Round;
  readonly log: RunLog;
}

/** A round as the result of a race keeps it. `spec`: of the race. */
export function recordOf({ round, log }: RoundLog, spec: ExperimentSpec): RoundRecord {
  const runs = log.lanes.flatMap((track, i): RoundRun[] => {
    const { spec: effectiveSpec, state, divergence, targetStep, losses, evaluations } = track;
    const laneId = round.lanes[i]?.laneId;
    if (laneId === undefined) return [];
    const loss = Float32Array.from(losses);
    return [{ laneId, effectiveSpec, state, divergence, targetStep, loss, evaluations: [...evaluations] }];
  });
  return roundRecord(spec, round, runs, log);
}

/** What a result tells beside what came of the rounds. */
interface ResultContext {
  readonly adapter: AdapterReport;
  readonly model: ModelSummary;
  readonly layers: readonly Layer[];
  /** What all lanes start from; random weights where there is none. */
  readonly pretrained: PretrainedWeights | null;
}

/** The rounds of a race that are over, and the result of all so far. */
export class ExperimentLog {
  readonly #of: ResultContext;
  readonly #rounds: RoundQueue;
  readonly #done: RoundLog[];

  /**
   * @param rounds told of each round that is over
   * @param done rounds that were over before, of which `rounds` has been told
   */
  constructor(of: ResultContext, rounds: RoundQueue, done: readonly RoundLog[] = []) {
    this.#of = of;
    this.#rounds = rounds;
    this.#done = [...done];
  }

  /** The rounds that are over, in order. */
  get done(): readonly RoundLog[] {
    return this.#done;
  }

  /** A round is over. */
  add(done: RoundLog): void {
    this.#rounds.add(done.round, recordOf(done, this.#rounds.spec));
    this.#done.push(done);
  }

  /** @param under the round under way, if any */
  result(spec: ExperimentSpec, under: RoundLog | undefined): RunResult {
    const { adapter, model } = this.#of;
    const raced = [...this.#done, ...(under ? [under] : [])].filter(({ round }) => round.phase === 'race');
    return runResult({
      spec,
      adapter,
      model,
      hashes: raced[0]?.log.hashes ?? this.#noHashes(spec),
      raced,
      rounds: under ? [...this.#rounds.records, recordOf(under, spec)] : this.#rounds.records,
    });
  }

  /** Before a seed is raced: of the weights it would start from. */
  #noHashes({ seed }: ExperimentSpec): RunResult['hashes'] {
    const { layers, pretrained } = this.#of;
    const init = hashWeights(startValues(layers, seed, pretrained).weights);
    return { init, batches: new BatchHash().hex };
  }
}

interface RunSoFar {
  readonly spec: ExperimentSpec;
  readonly adapter: AdapterReport;
  readonly model: ModelSummary;
  /** Of the first seed raced. */
  readonly hashes: RunResult['hashes'];
  /** Of the rounds of phase `race` that were opened, in order. */
  readonly raced: readonly RoundLog[];
  readonly rounds: readonly RoundRecord[];
}

/** All that is known: lane by lane its runs at the seeds raced so far, of which the first is repeated flat. */
function runResult({ spec, adapter, model, hashes, raced, rounds }: RunSoFar): RunResult {
  const first = raced[0]?.log;
  const { steps, trainMs } = first ?? { steps: 0, trainMs: 0 };
  return {
    spec,
    adapter,
    ...engineFacts(adapter),
    model,
    lanes: spec.lanes.map((lane) => laneResult(lane, spec.seed, raced)),
    hashes,
    timing: { steps, trainMs, msPerStep: steps === 0 ? 0 : trainMs / steps },
    rounds,
  };
}

function laneResult({ name, id }: LaneSpec, seed: number, raced: readonly RoundLog[]): LaneResult {
  const entries = raced.flatMap(({ round, log }) => {
    const track = log.lanes[round.lanes.findIndex(({ laneId }) => laneId === id)];
    return track ? [{ track, run: laneRun(round.seed, track) }] : [];
  });
  const [first] = entries;
  const { seed: _, ...flat } = first?.run ?? emptyRun(seed);
  return {
    name,
    divergence: first?.track.divergence ?? null,
    targetStep: first?.track.targetStep ?? null,
    skipped: first?.track.skipped ?? 0,
    ...flat,
    runs: entries.map(({ run }) => run),
  };
}

function laneRun(seed: number, { state, losses, evaluations, epochs, issue }: LaneTrack): LaneRunResult {
  return { seed, state, loss: [...losses], evals: [...evaluations], epochs: [...epochs], issue };
}

/** A lane that has taken no step. */
export const emptyRun = (seed: number): LaneRunResult => ({
  seed,
  state: 'ready',
  loss: [],
  evals: [],
  epochs: [],
  issue: null,
});
