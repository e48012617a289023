import type { z } from 'zod';
import { engineFacts } from '../core/engine.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { Fault } from '../core/faults.ts';
import { isRecord } from '../core/is-record.ts';
import { parseJson } from '../core/json.ts';
import { preview } from '../core/must.ts';
import { currentVersions, migrate, newerVersion } from '../experiment/migrate.ts';
import { zodIssueReport } from '../experiment/reject.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import { parseSpec } from '../experiment/schema.ts';
import type { ResultFile, RoundRecord } from './records.ts';
import { maxResultBytes } from './records.ts';
import { checkDoubles, checkLane, checkRun, notRead, resultError } from './result-checks.ts';
import { checkFollows } from './result-follows.ts';
import type { ResultShape } from './result-schema.ts';
import { resultKind, resultSchema } from './result-schema.ts';
import type { Verdict } from './verdict.ts';
import type { WrittenVerdict } from './verdict-schema.ts';
import { lanesNamed } from './verdict-schema.ts';

export type { EvaluationRecord, ResultFile, RoundRecord, RunRecord } from './records.ts';

/** A result nests nine deep. */
const maxDepth = 20;
const maxVersions = 100;
const wrongResult: Fault = { of: 'result', id: 'result' };

/**
 * The result in the text of a file.
 * @throws DownhillError code `spec`, with the path of the first thing wrong: `result.rounds[0].seed`
 */
export function parseResult(text: string): ResultFile {
  if (text.length > maxResultBytes) {
    throw notRead('large', 'result', 'resultTooLarge', { max: { bytes: maxResultBytes } });
  }
  const input = toJson(text);
  checkIsResult(input);
  const current = migrate('result', input);
  const parsed = resultSchema.safeParse(current);
  if (!parsed.success) throw schemaError(parsed.error, ['result'], { result: current });
  const shape = parsed.data;
  const spec = parsePart('result.spec', () => parseSpec(shape.spec));
  checkEngine(shape);
  checkVerdict(shape.verdict, spec);
  const rounds = shape.rounds.map((round, i) => roundOf(round, i, spec));
  checkDoubles(rounds);
  checkFollows(rounds, spec);
  return { ...shape, spec, rounds, verdict: shape.verdict && verdictOf(shape.verdict, spec) };
}

function toJson(text: string): unknown {
  const { value, fault } = parseJson(text, { letters: maxResultBytes, depth: maxDepth });
  if (fault === 'tooDeep') throw notRead('noResult', 'result', 'resultTooDeep', {});
  if (fault !== null) throw notRead('damaged', 'result', 'resultNotJson', {});
  return value;
}

/** What tells at once that a JSON is no result, or one of another version. */
function checkIsResult(input: unknown): void {
  const { kind, spec, versions } = isRecord(input) ? input : {};
  if (kind !== resultKind) {
    const fault = isRecord(input) && 'lanes' in input ? 'experiment' : 'noResult';
    if (kind === undefined) throw notRead(fault, 'result.kind', 'missing', {});
    throw notRead(fault, 'result.kind', 'notOneOf', { values: [resultKind], got: preview(kind) });
  }
  checkNotNewer('result', input, 'result.version');
  checkNotNewer('experiment', spec, 'result.spec.version');
  if (isRecord(versions) && Object.keys(versions).length > maxVersions)
    throw resultError('result.versions', 'tooMany', { max: maxVersions, got: Object.keys(versions).length });
}

function checkNotNewer(of: 'experiment' | 'result', input: unknown, path: string): void {
  const newer = newerVersion(of, input);
  if (newer === null) return;
  throw notRead('newer', path, 'newerVersion', { max: currentVersions[of], got: newer });
}

type RoundShape = ResultShape['rounds'][number];

function roundOf(round: RoundShape, index: number, spec: ExperimentSpec): RoundRecord {
  const path = `result.rounds[${index}]`;
  return {
    ...round,
    runs: round.runs.map((run, j) => {
      checkRun(run, round, spec, `${path}.runs[${j}]`);
      const lanes = [run.effectiveSpec];
      const effectiveSpec = parsePart(
        `${path}.runs[${j}].effectiveSpec`,
        () => parseSpec({ ...spec, lanes }).lanes[0],
      );
      const id = spec.lanes[run.lane]?.id; // the lane may have had another style then
      return { ...run, effectiveSpec: { ...effectiveSpec, id } as LaneSpec }; // a spec that passes has a lane
    }),
  };
}

function verdictOf(written: WrittenVerdict, { lanes }: ExperimentSpec): Verdict {
  const { comparisons, excluded } = written;
  return { ...written, compared: comparisons === 0 ? 0 : lanes.length - excluded.length };
}

/** A result claims no other engine, and no other bits, than its adapter has. */
function checkEngine(shape: ResultShape): void {
  const facts = engineFacts(shape.adapter);
  for (const key of ['engine', 'portable'] as const) {
    const [expected, got] = [String(facts[key]), String(shape[key])];
    if (expected !== got) throw resultError(`result.${key}`, 'notOfAdapter', { expected, got });
  }
}

/** A verdict points at lanes and at a pair that there are. */
function checkVerdict(verdict: WrittenVerdict | null, spec: ExperimentSpec): void {
  if (verdict === null) return;
  for (const [path, lane] of lanesNamed(verdict)) {
    if (lane !== null) checkLane(lane, spec, `result.verdict.${path}`);
  }
  const { decidingPair, pairs } = verdict;
  if (decidingPair !== null && decidingPair >= pairs.length) {
    const path = 'result.verdict.decidingPair';
    throw resultError(path, 'resultPair', { pairs: pairs.length, got: decidingPair });
  }
}

/** The first thing that is wrong in a part of a file, by its path from the file's root. */
function schemaError(error: z.ZodError, root: readonly string[], input: unknown): Error {
  const [issue] = error.issues;
  if (issue === undefined) return error;
  return new DownhillError({
    code: 'spec',
    ...zodIssueReport({ ...issue, path: [...root, ...issue.path] }, input),
    fault: wrongResult,
  });
}

/** Puts the way to the part in front of what is wrong in it. */
function parsePart<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DownhillError)) throw error;
    const inner = error.path === undefined || error.path === '' ? '' : `.${error.path}`;
    throw new DownhillError({ ...toErrorReport(error), path: path + inner, fault: wrongResult });
  }
}
