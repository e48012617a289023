// @ts-check
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatDuration, runCommand } from './command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');

/** The slowest first, since two run at a time. */
const CHECKS = [
  { name: 'types', args: [join(modules, 'typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'messages', args: [join(root, 'scripts', 'check-messages.mjs')] },
  { name: 'literals', args: [join(root, 'scripts', 'check-literals.mjs')] },
  { name: 'names', args: [join(root, 'scripts', 'check-names.mjs')] },
  { name: 'layers', args: [join(root, 'scripts', 'check-layers.mjs')] },
  { name: 'sizes', args: [join(root, 'scripts', 'check-sizes.mjs')] },
  { name: 'unused code', args: [join(modules, 'knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    name: 'lint',
    args: [join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  },
];

/**
 * Runs the static checks (types, messages, literals, names, layers, sizes, unused code, lint), two at a time.
 * @param {(name: string, result: import('./command.mjs').CommandResult) => void} onResult called as each ends
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(onResult) {
  const waiting = [...CHECKS];
  const counts = { passed: 0, failed: 0 };
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await runCommand(process.execPath, check.args, { cwd: root });
      counts[result.code === 0 ? 'passed' : 'failed']++;
      onResult(check.name, result);
    }
  };
  await Promise.all([work(), work()]);
  return counts;
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { failed } = await runChecks((name, { code, output, elapsedMs }) => {
    console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${formatDuration(elapsedMs)}`);
    if (code !== 0) console.log(`${output.trim()}\n`);
  });
  process.exitCode = failed === 0 ? 0 : 1;
}
