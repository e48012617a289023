import { HyperparamTimeline } from '../experiment/hyperparam-timeline.ts';
import { totalStepsOf } from '../experiment/length.ts';
import { optimizerById } from '../optim/index.ts';
import type { Phase } from './plan.ts';
import type { ResultFile, RunRecord } from './result.ts';

const columns = ['lane', 'seed', 'step', 'loss', 'lr', 'momentum'];
const lineEnd = '\r\n';
/** Without it Excel reads a table in the system's code page, and garbles names that are not ASCII. */
const byteOrderMark = '\ufeff';

/**
 * Every step of a race at full resolution as a table, in pieces: the heading, then one piece a run, for a Blob. Steps
 * count from 0; `loss` is before the step's update, `lr` and `momentum` (Adam’s beta 1) are what the optimizer was told,
 * schedules and live edits included. Numbers are exact; what is not finite reads NaN, Infinity, −Infinity with a plain minus.
 * Format: RFC 4180, header present.
 * @param phase the races' own steps, unless told
 */
export function* csvPieces(result: ResultFile, phase: Phase = 'race'): Generator<string> {
  yield columns.join(',') + lineEnd;
  const labels = result.spec.lanes.map(({ name }) => csvField(name));
  const totalSteps = totalStepsOf(result.spec);
  for (const round of result.rounds) {
    if (round.phase !== phase) continue;
    for (const run of round.runs) yield runRows(run, `${labels[run.lane]},${round.seed}`, totalSteps);
  }
}

/** The table of `csvPieces` as a file that spreadsheets open: UTF-8, after a byte-order mark. */
export const csvFile = (result: ResultFile): Blob =>
  new Blob([byteOrderMark, ...csvPieces(result)], { type: 'text/csv' });

function runRows({ effectiveSpec, loss }: RunRecord, start: string, totalSteps: number | null): string {
  const timeline = new HyperparamTimeline(effectiveSpec, totalSteps);
  const key = optimizerById(effectiveSpec.optimizer.id).momentumKey ?? '';
  const rows: string[] = [];
  for (let step = 0; step < loss.length; step++) {
    const { lr, [key]: momentum = 0 } = timeline.scheduledAt(step);
    rows.push(`${start},${step},${loss[step]},${lr},${momentum}${lineEnd}`);
  }
  return rows.join('');
}

/**
 * A text as a field: in quotes, quotes doubled, where it holds a comma, a quote or a line break. A name that a spreadsheet
 * would run as a formula gets an apostrophe in front, since names come with links from other people.
 */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
