import { engineFacts } from '../core/engine.ts';
import { currentVersions } from '../experiment/migrate.ts';
import type { AdapterReport } from '../protocol/training-facts.ts';
import type { ResultFile } from '../race/result.ts';
import { roundRecord } from '../race/round-record.ts';
import type { RunRounds } from './rounds.ts';
import { roundNow, runsOf } from './rounds.ts';
import { verdictNow } from './verdict.ts';
import { versions } from './versions.ts';

/**
 * The current run as the result that is exported: the rounds that are over, every loss of them, and what they show.
 * Null while no round is over. The spec has each live edit, so that it repeats the run.
 */
export function resultOf(run: RunRounds, adapter: AdapterReport): ResultFile | null {
  const rounds = [...run.rounds, roundNow(run)].flatMap((round) =>
    round.end === null ? [] : [roundRecord(run.replaySpec, round, runsOf(round), round.end)],
  );
  if (rounds.length === 0) return null;
  const verdict = run.displaySpec.lanes.length > 1 ? verdictNow(run) : null;
  return {
    kind: 'downhill-race',
    version: currentVersions.result,
    spec: run.replaySpec,
    versions,
    adapter,
    ...engineFacts(adapter),
    rounds,
    verdict,
  };
}
