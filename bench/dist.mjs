// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../scripts/command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The built page. */
export const dist = join(root, 'dist');

/**
 * Builds the page where it is not there yet.
 * @param {boolean} anew also where it is
 */
export async function buildDist(anew) {
  if (!anew && existsSync(join(dist, 'index.html'))) return;
  console.log('Building the page …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { code, output } = await runCommand(process.execPath, [vite, 'build'], { cwd: root });
  if (code !== 0) throw new Error(`${output.trim()}\n\nvite build: failed with exit code ${code}, see above`);
}
