import type { z } from 'zod';
import { DownhillError } from '../core/errors.ts';
import { issueText } from '../spec/message.ts';
import type { ExperimentSpec, LaneSpec } from '../spec/schema.ts';
import { parseSpec } from '../spec/schema.ts';
import { floatsToText } from './float-text.ts';
import type { Divergence, LaneState, RaceEvaluation } from './outcome.ts';
import type { Phase } from './plan.ts';
import { checkDoubles, checkLane, checkRun, refusal } from './result-checks.ts';
import type { ResultShape } from './result-schema.ts';
import { resultSchema } from './result-schema.ts';
import type { Verdict } from './verdict.ts';
import { verdictOfVersion1, verdictSchema } from './verdict-schema.ts';

/** No larger file is read. */
export const maxResultBytes = 64 * 1024 * 1024;

export interface EvaluationRecord extends RaceEvaluation {
  /** confusion[actual][predicted], in pictures; empty where it was not kept. */
  readonly confusion: readonly (readonly number[])[];
}

/** One lane in one heat. */
export interface RunRecord {
  /** Index into the spec's lanes. */
  readonly lane: number;
  /** The lane as it ran: with the learning rate chosen for it, and the moves of hands. */
  readonly ran: LaneSpec;
  readonly state: LaneState;
  readonly divergence: Divergence | null;
  readonly targetStep: number | null;
  /** The loss of every step, before its update. In the file: base64 of little-endian 32-bit floats. */
  readonly loss: Float32Array;
  readonly evaluations: readonly EvaluationRecord[];
}

/** What was trained at once at a seed. */
export interface HeatRecord {
  readonly phase: Phase;
  readonly seed: number;
  /** Steps it was to take; a run that has fewer losses diverged or was stopped. */
  readonly steps: number;
  /** sha256 over the initial weights, and over the indices of every batch trained on. */
  readonly hashes: { readonly init: string; readonly batches: string };
  /** Evaluation and pauses left out. */
  readonly trainMs: number;
  readonly runs: readonly RunRecord[];
}

/**
 * The result of a race, as it is exported and imported; `spec` alone repeats it. Version 2, since the verdict is facts; of
 * version 1, which is still read, the verdict is not kept: it follows from the heats.
 */
export interface RaceResult {
  readonly kind: 'downhill-race';
  readonly version: 2;
  readonly spec: ExperimentSpec;
  /** Of the page and what it stands on, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly adapter: ResultShape['adapter'];
  /** In the order they were run. */
  readonly heats: readonly HeatRecord[];
  readonly verdict: Verdict | null;
}

/** The result as the text of a file: JSON, losses as base64, numbers that are not finite as strings. */
export function printResult(result: RaceResult): string {
  const heats = result.heats.map((heat) => ({
    ...heat,
    runs: heat.runs.map((run) => ({
      ...run,
      loss: floatsToText(run.loss),
      evaluations: run.evaluations.map((evaluation) => ({
        ...evaluation,
        loss: Number.isFinite(evaluation.loss) ? evaluation.loss : String(evaluation.loss),
      })),
    })),
  }));
  return JSON.stringify({ ...result, heats });
}

/**
 * The result in the text of a file.
 * @throws DownhillError code `spec`, with the path of the first thing wrong: `result.heats[0].seed`
 */
export function parseResult(text: string): RaceResult {
  if (text.length > maxResultBytes) {
    throw refusal('result', `must be at most ${maxResultBytes / 1024 / 1024} MiB; choose another file`);
  }
  const input = toJson(text);
  const parsed = resultSchema.safeParse(input);
  if (!parsed.success) throw refused(parsed.error, ['result'], { result: input });
  const shape = parsed.data;
  const spec = parsePart('result.spec', () => parseSpec(shape.spec));
  const verdict = verdictOf(shape, spec);
  const heats = shape.heats.map((heat, i) => heatOf(heat, i, spec));
  checkDoubles(heats);
  return { ...shape, version: 2, spec, heats, verdict };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('result', 'is not JSON; choose a result that was exported here');
  }
}

type HeatShape = ResultShape['heats'][number];

function heatOf(heat: HeatShape, index: number, spec: ExperimentSpec): HeatRecord {
  const path = `result.heats[${index}]`;
  return {
    ...heat,
    runs: heat.runs.map((run, j) => {
      checkRun(run, heat, spec, `${path}.runs[${j}]`);
      const lanes = [run.ran];
      const ran = parsePart(`${path}.runs[${j}].ran`, () => parseSpec({ ...spec, lanes }).lanes[0]);
      return { ...run, ran: ran as LaneSpec }; // a spec that passes has a lane
    }),
  };
}

/** The facts of a verdict, which point at lanes there are. */
function verdictOf({ version, verdict: input }: ResultShape, spec: ExperimentSpec): Verdict | null {
  const schema = version === 1 ? verdictOfVersion1.nullable() : verdictSchema.nullable();
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw refused(parsed.error, ['result', 'verdict'], { result: { verdict: input } });
  }
  const verdict = parsed.data;
  if (verdict === null) return null;
  if (verdict.leader !== null) checkLane(verdict.leader, spec, 'result.verdict.leader');
  verdict.excluded.forEach((lane, i) => {
    checkLane(lane, spec, `result.verdict.excluded[${i}]`);
  });
  verdict.pairs.forEach(({ lane, reference }, i) => {
    checkLane(lane.lane, spec, `result.verdict.pairs[${i}].lane.lane`);
    checkLane(reference.lane, spec, `result.verdict.pairs[${i}].reference.lane`);
  });
  return verdict;
}

/** The first thing that is wrong in a part of a file, by its path from the file's root. */
function refused(error: z.ZodError, root: readonly string[], input: unknown): Error {
  const [issue] = error.issues;
  if (issue === undefined) return error;
  return new DownhillError({
    code: 'spec',
    ...issueText({ ...issue, path: [...root, ...issue.path] }, input),
  });
}

/** Puts the way to the part in front of what is wrong in it. */
function parsePart<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DownhillError)) throw error;
    const inner = error.path === undefined || error.path === '' ? '' : `.${error.path}`;
    throw new DownhillError({
      code: 'spec',
      path: path + inner,
      message: `${path}: ${error.message}`,
    });
  }
}
