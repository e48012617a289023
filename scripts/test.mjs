// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runChecks } from './check.mjs';
import { vulkanEnvironment } from './chromium.mjs';
import { ensureChromium } from './chromium-install.mjs';
import { runCommand } from './command.mjs';
import { ensureFirefox } from './firefox-install.mjs';
import { installDependencies, missingDependencies } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { freePort } from './ports.mjs';
import { chooseLayers, needsChromium } from './test-layers.mjs';
import { printIndented, printLine, runLayer } from './test-progress.mjs';
import { countPlaywright, countVitest, judgeRunner, summaryLine } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Tally} Tally */

requireNode();
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');
/** Of a layer in the browser; Playwright ends itself a little earlier, and says which test it was at. */
const browserLimitMs = 31 * 60_000;

/**
 * @param {number} code
 * @param {string} output
 * @returns {Tally}
 */
function oneCheck(code, output) {
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [output] };
}

/** Prints each static check as it ends. */
function runCheckLayer() {
  const startedAt = performance.now();
  return runChecks((name, { code, output }) => {
    printLine(name, code === 0 ? 'passed' : 'FAILED', startedAt);
    if (code !== 0) printIndented(output);
  });
}

/**
 * Runs a test runner that writes its report to a file.
 * @template Report
 * @param {string[]} args
 * @param {string} reportFile
 * @param {(report: Report) => Tally} count
 * @param {{ env: Record<string, string>, limitMs?: number, onOutput: (text: string) => void }} options
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

/** @typedef {'e2e' | 'firefox' | 'repeat'} BrowserProject */

/** Builds the page, which must not be an older one. */
function buildPage() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return runLayer('build', async (onOutput) => {
    const { code, output } = await runCommand(process.execPath, [vite, 'build'], { cwd: root, onOutput });
    return oneCheck(code, output);
  });
}

/**
 * Tests the page in the browser.
 * @param {readonly BrowserProject[]} projects of Playwright, one after the other
 * @param {Tally} built what came of building the page
 * @param {Record<string, string>} env
 * @param {Readonly<Partial<Record<BrowserProject, string>>>} obstacles what a project is not run for
 */
async function runBrowserTests(projects, built, env, obstacles) {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const tallies = [built];
  for (const project of projects) {
    const testEnv = { ...env, E2E_PORT: String(await freePort()) };
    const args = [playwright, 'test', '--project', project];
    const obstacle = built.failed > 0 ? 'there is no built page to test' : obstacles[project];
    const tested = await runLayer(project, async (onOutput) =>
      obstacle !== undefined
        ? oneCheck(1, `not run: ${obstacle}`)
        : runRunner(args, join(cache, 'playwright.json'), countPlaywright, {
            env: testEnv,
            limitMs: browserLimitMs,
            onOutput,
          }),
    );
    tallies.push(tested);
  }
  return tallies;
}

/** @returns {Promise<boolean>} whether the dependencies are there, be it that they were already */
async function installIfMissing() {
  const reason = missingDependencies(root);
  if (reason === null) return true;
  console.log(`Installing the locked dependencies (${reason}) …`);
  const { failed } = await runLayer(
    'install',
    async (onOutput) => {
      const { code, output } = await installDependencies(root, onOutput);
      return oneCheck(code, output);
    },
    (tally) => (tally.failed === 0 ? 'done' : 'FAILED'),
  );
  return failed === 0;
}

/**
 * @returns {Promise<{ env: Record<string, string>, failed: number }>} env: in which the tests find Chromium and its
 *   Vulkan driver
 */
async function prepareChromium() {
  const startedAt = performance.now();
  const { chromium, failure } = await ensureChromium(root).catch((error) => ({
    chromium: null,
    failure: error.message,
  }));
  printLine('chromium', chromium ?? 'none', startedAt);
  if (failure !== null) printIndented(failure);
  const env = { ...vulkanEnvironment(chromium), ...(chromium !== null && { CHROMIUM: chromium }) };
  return { env, failed: failure === null ? 0 : 1 };
}

/** @returns {Promise<{ env: Record<string, string>, failed: number }>} env: in which the tests find Firefox */
async function prepareFirefox() {
  const startedAt = performance.now();
  const { firefox, failure } = await ensureFirefox(root).catch((error) => ({
    firefox: null,
    failure: error.message,
  }));
  printLine('firefox', firefox ?? 'none', startedAt);
  if (failure !== null) printIndented(failure);
  return { env: firefox === null ? {} : { FIREFOX: firefox }, failed: failure === null ? 0 : 1 };
}

/**
 * What is installed on the way is not counted, unless it fails: a run sums to the same on a new machine and an old.
 * @param {string[]} names of layers, as on the command line
 * @returns {Promise<{ passed: number, failed: number }[]>}
 */
async function runLayers(names) {
  const layers = chooseLayers(names);
  mkdirSync(cache, { recursive: true });
  if (!(await installIfMissing())) return [{ passed: 0, failed: 1 + layers.length }];
  const tallies = [];
  const projects = /** @type {const} */ (['e2e', 'firefox', 'repeat']).filter((project) =>
    layers.includes(project),
  );
  const chromium = layers.some(needsChromium) ? prepareChromium() : Promise.resolve({ env: {}, failed: 0 });
  const page = projects.length > 0 ? buildPage() : null;
  // a file of gpu tests at a time leaves a part of the CPU idle, and so does an installation: the layers that need
  // neither fill that
  const onCpu = async () => {
    if (layers.includes('check')) tallies.push(await runCheckLayer());
    for (const project of /** @type {const} */ (['unit', 'golden'])) {
      if (layers.includes(project))
        tallies.push(await runVitest(project, project === 'unit' ? {} : (await chromium).env));
    }
  };
  const onAdapter = async () => {
    if (layers.includes('gpu')) tallies.push(await runVitest('gpu', (await chromium).env));
  };
  await Promise.all([onCpu(), onAdapter(), page]);
  const prepared = await chromium;
  let { env } = prepared;
  tallies.push({ passed: 0, failed: prepared.failed });
  /** @type {Partial<Record<BrowserProject, string>>} */
  const obstacles = {};
  if (layers.includes('firefox')) {
    const firefox = await prepareFirefox();
    env = { ...env, ...firefox.env };
    tallies.push({ passed: 0, failed: firefox.failed });
    if (firefox.failed > 0) obstacles.firefox = 'Firefox or its Vulkan driver is missing';
  }
  if (page !== null) tallies.push(...(await runBrowserTests(projects, await page, env, obstacles)));
  return tallies;
}

const tallies = await runLayers(process.argv.slice(2)).catch((error) => {
  console.log(error instanceof Error ? error.message : error);
  return [{ passed: 0, failed: 1 }];
});
console.log(summaryLine(tallies));
process.exitCode = tallies.every(({ failed }) => failed === 0) ? 0 : 1;
