// @ts-check
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { readResult } from './result-file.mjs';

const report = fileURLToPath(new URL('../docs/nmgd.md', import.meta.url));

/**
 * Writes docs/nmgd.md from the race of all methods and the longer race of two.
 * @param {string} slug of the adapter both were measured on
 */
export async function writeEffectReport(slug) {
  const file = fileURLToPath(new URL('effect-report.ts', import.meta.url));
  const { module } = await runnerImport(file, { logLevel: 'error' });
  const { effectReport } = /** @type {typeof import('./effect-report.ts')} */ (module);
  const read = async (/** @type {string} */ name) => ({
    file: `bench/results/${name}.json`,
    result: await readResult(name),
  });
  const pair = await read(`nmgd-pair-${slug}`).catch(() => null);
  await writeFile(report, effectReport(await read(`nmgd-${slug}`), pair));
}
