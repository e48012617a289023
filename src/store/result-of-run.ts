import { currentVersions } from '../experiment/migrate.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { AdapterReport } from '../protocol/messages.ts';
import type { ResultFile, RoundRecord, RunRecord } from '../race/result.ts';
import type { RunRounds } from './rounds.ts';
import { roundNow } from './rounds.ts';
import type { RoundState } from './state.ts';
import { verdictNow } from './verdict.ts';
import { versions } from './versions.ts';

/**
 * The current run as the result that is exported: the rounds that are over, every loss of them, and what they show.
 * Null while no round is over. The spec has each live edit, so that it repeats the run.
 */
export function resultOf(run: RunRounds, adapter: AdapterReport): ResultFile | null {
  const rounds = [...run.rounds, roundNow(run)].flatMap((round) => recordOf(round, run.replaySpec));
  if (rounds.length === 0) return null;
  const verdict = run.displaySpec.lanes.length > 1 ? verdictNow(run) : null;
  return {
    kind: 'downhill-race',
    version: currentVersions.result,
    spec: run.replaySpec,
    versions,
    adapter,
    rounds,
    verdict,
  };
}

/** Whether there is anything to export. */
export const hasResult = ({ rounds, roundEnd }: RunRounds): boolean =>
  roundEnd !== null || rounds.some(({ end }) => end !== null);

function recordOf(round: RoundState, spec: ExperimentSpec): RoundRecord[] {
  const { end, round: plan } = round;
  if (end === null) return [];
  const { phase, seed, steps } = plan;
  const longest = Math.max(0, ...round.series.map((series) => series.steps));
  const runs = plan.lanes.flatMap((_, position) => runRecord(round, position, spec));
  // a run until stopped has no length but what it came to
  return [
    {
      phase,
      seed,
      steps: Number.isFinite(steps) ? steps : longest,
      hashes: end.hashes,
      trainMs: end.trainMs,
      runs,
    },
  ];
}

function runRecord(
  { round, effectiveSpecs, lanes, series }: RoundState,
  position: number,
  spec: ExperimentSpec,
): RunRecord[] {
  const [entry, lane, state, measured] = [
    round.lanes[position],
    effectiveSpecs[position],
    lanes[position],
    series[position],
  ];
  if (!entry || !lane || !state || !measured) return [];
  return [
    {
      lane: spec.lanes.findIndex(({ id }) => id === entry.laneId),
      effectiveSpec: lane,
      state: state.state,
      divergence: state.divergence,
      targetStep: state.targetStep,
      loss: measured.loss.values,
      evaluations: measured.evaluations,
    },
  ];
}
