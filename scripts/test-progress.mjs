// @ts-check
import { formatDuration } from './command.mjs';
import { lastLines, summaryLine } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Tally} Tally */

const HEARTBEAT_MS = 20_000;

/**
 * Prints one line: what, how long it took until now, what came of it.
 * @param {string} name
 * @param {string} outcome
 * @param {number} startedAt in the time of `performance.now`
 */
export function printLine(name, outcome, startedAt) {
  console.log(`${name.padEnd(12)}${formatDuration(performance.now() - startedAt).padStart(12)}  ${outcome}`);
}

/**
 * Prints a text below the line it belongs to.
 * @param {string} text
 */
export function printIndented(text) {
  console.log(text.trim().replace(/^(?=.)/gm, '    '));
}

/**
 * Runs one layer, says now and then that it still runs, and prints what it came to.
 * @param {string} name
 * @param {(onOutput: (text: string) => void) => Promise<Tally>} layer
 * @param {(tally: Tally) => string} [describe]
 * @returns {Promise<Tally>}
 */
export async function runLayer(name, layer, describe = (tally) => summaryLine([tally])) {
  const startedAt = performance.now();
  let last = '';
  const heartbeat = setInterval(() => printLine(name, `running … ${last}`, startedAt), HEARTBEAT_MS);
  const tally = await layer((text) => {
    last = lastLines(text, 1).trim().slice(0, 90) || last;
  }).finally(() => clearInterval(heartbeat));
  printLine(name, describe(tally), startedAt);
  for (const failure of tally.failures) printIndented(failure);
  return tally;
}
