// @ts-check
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('results/', import.meta.url));

/** What a reader must know of the machine to weigh the figures; taken before the measurement begins. */
export function describeMachine() {
  const [load = 0] = loadavg();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    /** Of the last minute: above about 0.5 something else was running. */
    loadBefore: Number(load.toFixed(2)),
  };
}

/**
 * @param {import('./page/contestant.ts').Adapter} adapter
 * @returns {string} for a file's name: `software`, `nvidia-hopper`
 */
export function adapterSlug({ vendor, architecture, software }) {
  if (software) return 'software';
  const slug = `${vendor}-${architecture}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return slug.replace(/^-|-$/g, '') || 'gpu';
}

/**
 * @param {string} name without .json
 * @param {object} result numbers are rounded to the nine digits a float32 has
 * @returns {Promise<string>} the file, as seen from the project's folder
 */
export async function writeResult(name, result) {
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(
    result,
    (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value),
    2,
  );
  // a list of numbers on one line
  const compact = text.replace(/\[[\d\s.,e+-]+\]/g, (list) => list.replace(/\s+/g, ' '));
  await writeFile(join(folder, `${name}.json`), `${compact}\n`);
  return `bench/results/${name}.json`;
}

/**
 * @param {string} name without .json
 * @returns {Promise<any>} what `writeResult` has written
 */
export async function readResult(name) {
  return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
}
