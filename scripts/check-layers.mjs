// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runCommand } from './command.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const FEWEST_MODULES = 20; // a cruiser that understands no TypeScript finds nothing, and nothing wrong
const GPU_OBJECT = /\bGPU[A-Z]\w*|\bnavigator\??\.gpu\b/g; // globals, which no import shows

/**
 * Checks the imports under `root` against the layers in .dependency-cruiser.cjs.
 * @param {string} [root] a folder with a src
 * @param {number} [fewestModules] under src; fewer are a violation
 * @returns {Promise<{ modules: number, violations: string[] }>} each violation as one line: rule, file, what it imports
 * @throws where the cruiser itself fails
 */
export async function checkLayers(root = projectRoot, fewestModules = FEWEST_MODULES) {
  const cruiser = join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(projectRoot, '.dependency-cruiser.cjs');
  const folders = ['src', 'tests', 'scripts', 'bench'].filter((folder) => existsSync(join(root, folder)));
  const { stdout, output } = await runCommand(
    process.execPath,
    [cruiser, ...folders, '--config', config, '--output-type', 'json'],
    { cwd: root },
  );
  const { modules, summary } = parseCruise(stdout, output);
  const sourceModules = modules.filter(({ source }) => source.startsWith('src/')).length;
  const meaning = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const violations = summary.violations.map(
    (violation) => `${describeViolation(violation)} (${meaning.get(violation.rule.name)})`,
  );
  violations.push(...gpuOutsideEngine(root));
  if (sourceModules < fewestModules) {
    violations.push(
      `too-few-modules: src: at least ${fewestModules} modules are expected, got ${sourceModules}; is all of it seen?`,
    );
  }
  return { modules: sourceModules, violations };
}

/**
 * The objects and types of WebGPU that a file outside src/engine names.
 * @param {string} root
 * @returns {string[]} each violation as one line
 */
function gpuOutsideEngine(root) {
  const folder = join(root, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('src/engine/'));
  return files.flatMap((file) => {
    const named = new Set(readFileSync(join(root, file), 'utf8').match(GPU_OBJECT));
    return [...named].map(
      (name) => `gpu-only-in-engine: ${file} → ${name} (only src/engine names objects of the GPU)`,
    );
  });
}

/**
 * @typedef {{ rule: { name: string }, from: string, to: string, cycle?: { name: string }[] }} Violation
 * @typedef {object} Cruise
 * @property {{ source: string }[]} modules
 * @property {{ violations: Violation[], ruleSetUsed: { forbidden: { name: string, comment: string }[] } }} summary
 */

/**
 * @param {string} stdout
 * @param {string} output
 * @returns {Cruise}
 */
function parseCruise(stdout, output) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`dependency-cruiser: printed no result, got:\n${output.trim()}`);
  }
}

/**
 * @param {Violation} violation
 * @returns {string}
 */
function describeViolation({ rule, from, to, cycle }) {
  const path = cycle === undefined ? [to] : cycle.map(({ name }) => name);
  return `${rule.name}: ${from === to ? from : [from, ...path].join(' → ')}`;
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { modules, violations } = await checkLayers();
  for (const line of violations) console.log(line);
  console.log(`${modules} modules under src, ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
