// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runChecks } from './check.mjs';
import { vulkanEnvironment } from './chromium.mjs';
import { ensureChromium } from './chromium-install.mjs';
import { formatDuration, runCommand } from './command.mjs';
import { installDependencies, missingDependencies } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { freePort } from './serve.mjs';
import { chooseLayers, needsChromium } from './test-layers.mjs';
import { countPlaywright, countVitest, judgeRunner, lastLines, summaryLine } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Tally} Tally */

const HEARTBEAT_MS = 20_000;

requireNode();
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');
/** @type {{ passed: number, failed: number }[]} */
const tallies = [];

/** @param {string} name @param {string} outcome @param {number} startedAt */
function printLine(name, outcome, startedAt) {
  const duration = formatDuration(performance.now() - startedAt);
  console.log(`${name.padEnd(12)}  ${duration.padStart(12)}  ${outcome}`);
}

/** @param {string} text */
function printIndented(text) {
  console.log(text.trim().replace(/^(?=.)/gm, '    '));
}

/**
 * Runs one layer, saying now and then that it still runs, and prints and counts what it came to.
 * @param {string} name
 * @param {(onOutput: (text: string) => void) => Promise<Tally>} layer
 */
async function runLayer(name, layer) {
  const startedAt = performance.now();
  let last = '';
  const heartbeat = setInterval(
    () => printLine(name, last === '' ? 'running …' : `running … ${last}`, startedAt),
    HEARTBEAT_MS,
  );
  const tally = await layer((text) => {
    last = lastLines(text, 1).trim().slice(0, 90) || last;
  }).finally(() => clearInterval(heartbeat));
  tallies.push(tally);
  printLine(name, `${tally.passed} passed, ${tally.failed} failed`, startedAt);
  for (const failure of tally.failures) printIndented(failure);
  return tally;
}

/**
 * @param {number} code
 * @param {string} output
 * @returns {Tally}
 */
function oneCheck(code, output) {
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [output] };
}

/** Prints and counts each static check as it ends. */
async function runCheckLayer() {
  const startedAt = performance.now();
  tallies.push(
    await runChecks((name, { code, output }) => {
      printLine(name, code === 0 ? 'passed' : 'FAILED', startedAt);
      if (code !== 0) printIndented(output);
    }),
  );
}

/**
 * Runs a test runner that writes its report to a file.
 * @template Report
 * @param {string[]} args
 * @param {string} reportFile
 * @param {(report: Report) => Tally} count
 * @param {{ env: Record<string, string>, onOutput: (text: string) => void }} options
 * @returns {Promise<Tally>}
 */
async function runRunner(args, reportFile, count, options) {
  rmSync(reportFile, { force: true });
  const result = await runCommand(process.execPath, args, { cwd: root, ...options });
  let tally = null;
  try {
    tally = count(JSON.parse(readFileSync(reportFile, 'utf8')));
  } catch {
    // counted as a failure of the runner, whose output is shown
  }
  return judgeRunner(tally, result);
}

/**
 * @param {'unit' | 'golden' | 'gpu'} project
 * @param {Record<string, string>} env
 */
function runVitest(project, env) {
  const reportFile = join(cache, `vitest-${project}.json`);
  return runLayer(project, (onOutput) =>
    runRunner(
      [
        ...[join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project],
        ...['--allowOnly=false', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
      ],
      reportFile,
      countVitest,
      { env, onOutput },
    ),
  );
}

/** @param {Record<string, string>} env */
async function runBrowserTests(env) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  rmSync(join(root, 'dist'), { recursive: true, force: true }); // an older page must not be tested in its place
  const built = await runLayer('build', async (onOutput) => {
    const { code, output } = await runCommand(process.execPath, [vite, 'build'], { cwd: root, onOutput });
    return oneCheck(code, output);
  });
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const port = String(await freePort());
  await runLayer('e2e', async (onOutput) =>
    built.failed > 0
      ? oneCheck(1, 'not run: there is no built page to test')
      : runRunner([playwright, 'test'], join(cache, 'playwright.json'), countPlaywright, {
          env: { ...env, E2E_PORT: port },
          onOutput,
        }),
  );
}

/** @param {import('./test-layers.mjs').Layer[]} layers */
async function runLayers(layers) {
  mkdirSync(cache, { recursive: true });
  const reason = missingDependencies(root);
  if (reason !== null) {
    console.log(`Installing the locked dependencies (${reason}) …`);
    const installed = await runLayer('install', async (onOutput) => {
      const { code, output } = await installDependencies(root, onOutput);
      return oneCheck(code, output);
    });
    tallies.pop(); // only a failed installation is counted: a run must sum to the same with and without it
    if (installed.failed > 0) {
      tallies.push({ passed: 0, failed: 1 + layers.length });
      return;
    }
  }

  /** @type {Record<string, string>} */
  let env = {};
  if (layers.some(needsChromium)) {
    const startedAt = performance.now();
    const { chromium, failure } = await ensureChromium(root);
    printLine('chromium', chromium ?? 'none', startedAt);
    if (failure !== null) {
      tallies.push({ passed: 0, failed: 1 });
      printIndented(failure);
    }
    env = { ...vulkanEnvironment(chromium), ...(chromium !== null && { CHROMIUM: chromium }) };
  }

  if (layers.includes('check')) await runCheckLayer();
  for (const project of /** @type {const} */ (['unit', 'golden', 'gpu'])) {
    if (layers.includes(project)) await runVitest(project, env);
  }
  if (layers.includes('e2e')) await runBrowserTests(env);
}

try {
  await runLayers(chooseLayers(process.argv.slice(2)));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  tallies.push({ passed: 0, failed: 1 });
}
console.log(summaryLine(tallies));
process.exitCode = tallies.length > 0 && tallies.every(({ failed }) => failed === 0) ? 0 : 1;
