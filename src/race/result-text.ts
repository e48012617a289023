import { withoutIds } from '../experiment/lane-defaults.ts';
import { floatsToText } from './float-text.ts';
import type { ResultFile } from './records.ts';
import type { Verdict } from './verdict.ts';
import type { WrittenVerdict } from './verdict-schema.ts';

/** The result as the text of a file: JSON, losses as base64, numbers that are not finite as strings; lanes by their places. */
export function printResult(result: ResultFile): string {
  const rounds = result.rounds.map((round) => ({
    ...round,
    runs: round.runs.map((run) => ({
      ...run,
      effectiveSpec: withoutIds([run.effectiveSpec])[0],
      loss: floatsToText(run.loss),
      evaluations: run.evaluations.map((evaluation) => ({
        ...evaluation,
        loss: Number.isFinite(evaluation.loss) ? evaluation.loss : String(evaluation.loss),
      })),
    })),
  }));
  const spec = { ...result.spec, lanes: withoutIds(result.spec.lanes) };
  const verdict = result.verdict && withoutCompared(result.verdict);
  return JSON.stringify({ ...result, spec, rounds, verdict });
}

function withoutCompared({ compared: _, ...verdict }: Verdict): WrittenVerdict {
  return verdict;
}
