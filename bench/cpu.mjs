// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { kernelsPlugin } from '../scripts/assembly.mjs';
import { withPage } from './browser.mjs';
import { twoConvs } from './cpu-marks.mjs';
import { markRows, readmeText, stepRows, summarizeUpdates, updateRows, updatesText } from './cpu-report.mjs';
import { CpuStage } from './cpu-stage.mjs';
import { buildDist, dist } from './dist.mjs';
import { firstLossSeconds } from './first-loss.mjs';
import { cpuContestants } from './options.mjs';
import { buildContestants } from './peers.mjs';
import { Race } from './race.mjs';
import { describeMachine, writeResult } from './result-file.mjs';
import { brief, spread, tableText } from './statistics.mjs';
import { findTorch } from './torch.mjs';

/**
 * @typedef {import('./page/workload.ts').WorkloadId} WorkloadId
 * @typedef {import('./options.mjs').CpuContestantId} CpuContestantId
 * @typedef {import('./options.mjs').CpuOptions} CpuOptions
 * @typedef {import('@playwright/test').Page} Page
 *
 * @typedef {{
 *   'node-engine.ts': typeof import('./node-engine.ts'),
 *   'update-times.ts': typeof import('./update-times.ts'),
 *   'call-times.ts': typeof import('./call-times.ts'),
 * }} Modules
 */

const root = fileURLToPath(new URL('..', import.meta.url));
/** Long enough for the browser to compile the kernels with optimization. */
const warmupMs = 700;
/** @type {readonly CpuContestantId[]} */
const slow = ['tfjs-cpu', 'jax-wasm', 'convnet'];
const slowRounds = 2;
const settings = { seed: 1, lr: 0.01 };
/** Where a network is too large for a learning rate, or its losses would not stay finite. */
const ownRates = /** @type {Partial<Record<WorkloadId, number>>} */ ({ 'ten-conv': 0.001, vit: 0.005 });
const pages = /** @type {const} */ ([
  ['README.md', readmeText],
  ['docs/optimizers.md', updatesText],
]);
const marked = /(<!-- npm run bench -- cpu -->\n)[\s\S]*?(<!-- end of cpu -->)/;

/**
 * What a machine without a GPU gets: our engine in WebAssembly beside PyTorch and others on the same networks and batch
 * sizes, in turns, one thread each.
 * @param {CpuOptions} options
 * @returns {Promise<boolean>} whether all was measured
 */
export async function benchCpu(options) {
  if (options.calls) return benchCalls(options);
  const { parts, only, whole, name } = options;
  const folder = await buildContestants();
  if (parts.includes('lanes') || parts.includes('first-loss')) await buildDist(options.build);
  const lacking = only.includes('torch') ? await findTorch() : null;
  if (lacking !== null) console.log(lacking);
  const machine = describeMachine();
  const networks = parts.filter(isNetwork);
  const measured =
    networks.length === 0 ? null : await measureNetworks({ folder, networks, lacking }, options);
  const lanes = parts.includes('lanes') ? await onProduct((page) => measureLanes(page, options)) : null;
  const firstLoss = parts.includes('first-loss') ? await onProduct(measureFirstLoss) : null;
  const updates = parts.includes('updates') ? await measureUpdates(options) : null;
  const [loadAfter = 0] = loadavg();
  const result = {
    machine: { ...machine, loadAfter: Number(loadAfter.toFixed(2)) },
    versions: {
      chromium: measured?.chromium ?? '–',
      node: process.versions.node,
      torch: measured?.torch ?? null,
    },
    workloads: measured?.workloads ?? [],
    lanes,
    firstLoss,
    updates,
  };
  console.log(`\nLoad ${machine.loadBefore} before, ${result.machine.loadAfter} after\n`);
  if (measured) console.log(`ms a step, and times ours:\n\n${tableText(stepRows(measured.workloads))}\n`);
  if (updates) console.log(`${tableText(updateRows(updates))}\n`);
  console.log(tableText(markRows(result)));
  for (const { title, contestants } of result.workloads) {
    for (const { id, failed } of contestants)
      if (failed !== null) console.log(`${title}, ${cpuContestants[id]}: NOT MEASURED: ${failed}`);
  }
  if (whole || name !== null) console.log(`\n${await writeResult(name ?? 'cpu', result)}`);
  if (whole && name === null) for (const [page, text] of pages) await writeInto(page, text(result));
  return result.workloads.every(({ contestants }) => contestants.every(({ failed }) => failed === null));
}

/**
 * @param {string} part
 * @returns {part is WorkloadId}
 */
const isNetwork = (part) => !['lanes', 'first-loss', 'updates'].includes(part);

/**
 * @param {{ folder: string, networks: WorkloadId[], lacking: string | null }} what lacking: why there is no PyTorch
 * @param {CpuOptions} options
 */
async function measureNetworks({ folder, networks, lacking }, { only, rounds, seconds }) {
  return withPage({ root: folder, adapter: 'software' }, async (page, chromium) => {
    const stage = new CpuStage(page, await moduleOf('node-engine.ts'), lacking);
    try {
      const workloads = [];
      for (const id of networks) {
        const lr = ownRates[id] ?? settings.lr;
        const { title, parameters } = await stage.load({ ...settings, workload: id, lr });
        console.log(`\n${title}, ${parameters} parameters`);
        const isForAll = twoConvs.includes(id);
        const ids = only.filter((one) => isForAll || ['ours-wasm', 'ours-node', 'torch'].includes(one));
        // those that leave garbage behind come after the others: it is collected while the next one runs
        const quick = ids.filter((one) => !slow.includes(one));
        const turns = [quick, ids.filter((one) => slow.includes(one))].filter(({ length }) => length > 0);
        const contestants = [];
        for (const group of turns) {
          const race = new Race(stage, group, cpuContestants, { warmupMs, counts: false });
          for (const runner of race.runners) await race.warmUp(runner, () => undefined);
          await race.run(group === quick ? rounds : slowRounds, seconds, (line) => console.log(line));
          contestants.push(...race.runners.map(resultOf));
        }
        await stage.closeAll();
        workloads.push({ id, title, parameters, contestants });
      }
      return { chromium, torch: stage.torchVersion, workloads };
    } finally {
      stage.end();
    }
  });
}

/** @param {import('./race.mjs').Runner<CpuContestantId>} runner */
function resultOf({ id, failed, rounds }) {
  const isMeasured = failed === null && rounds.length > 0;
  const msPerStep = isMeasured ? spread(rounds.map(({ elapsedMs, steps }) => elapsedMs / steps)) : null;
  return { id, failed, msPerStep, steps: rounds.map(({ steps }) => steps) };
}

/**
 * A module of this folder that trains in this process.
 * @template {keyof Modules} Name
 * @param {Name} name
 * @returns {Promise<Modules[Name]>}
 */
async function moduleOf(name) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const { module } = await runnerImport(file, { logLevel: 'error', plugins: [kernelsPlugin(root)] });
  return /** @type {Modules[Name]} */ (module);
}

/**
 * @template Result
 * @param {(page: Page) => Promise<Result>} work on the built page, as a machine without a GPU opens it
 */
const onProduct = (work) => withPage({ root: dist, adapter: 'none' }, work);

/**
 * Has the server of a page isolate it no more, so that each lane is trained by one thread.
 * @param {Page} page
 */
async function withoutThreads(page) {
  await page.route('**', async (route) => {
    const response = await route.fetch();
    const headers = Object.entries(response.headers()).filter(([name]) => !/^cross-origin-/.test(name));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
  await page.reload({ waitUntil: 'networkidle' });
  if (await page.evaluate(() => crossOriginIsolated)) throw new Error('bench: the page is still isolated');
}

/**
 * A race of three lanes beside one lane, in turns, each lane by one thread: with several, one lane has all cores too.
 * @param {Page} page
 * @param {CpuOptions} options
 */
async function measureLanes(page, { rounds, seconds }) {
  await withoutThreads(page);
  const lane = { optimizer: { id: 'nesterov', lr: 0.01, momentum: 0.9 } };
  const specOf = (/** @type {number} */ lanes) => ({
    data: { id: 'fashion-mnist', batchSize: 64 },
    model: { id: 'cnn', filters: [16, 32] },
    lanes: Array.from({ length: lanes }, () => lane),
  });
  const msOf = (/** @type {number} */ lanes, /** @type {number} */ steps) =>
    page.evaluate(
      ([spec, count]) => window.downhill.bench(spec, { steps: count, warmup: 30 }),
      /** @type {const} */ ([specOf(lanes), steps]),
    );
  const steps = Math.max(10, Math.round((1000 * seconds) / rounds / (await msOf(1, 30)).msPerStep));
  const [one, three] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < rounds; round++) {
    one.push((await msOf(1, steps)).msPerStep);
    three.push((await msOf(3, Math.ceil(steps / 3))).msPerStep);
  }
  const [ofOne, ofThree] = [spread(one).median, spread(three).median];
  return { one: ofOne, three: ofThree, ratio: ofThree / ofOne };
}

/** @param {Page} page */
async function measureFirstLoss(page) {
  const all = await firstLossSeconds(page, 5);
  return { seconds: spread(all).median, all };
}

/** @param {CpuOptions} options */
async function measureUpdates({ rounds }) {
  const { updateTimes } = await moduleOf('update-times.ts');
  return summarizeUpdates(await updateTimes(rounds, 40));
}

/**
 * What the calls of a step take, in Node.
 * @param {CpuOptions} options
 */
async function benchCalls({ parts, seconds }) {
  const { callTimes } = await moduleOf('call-times.ts');
  for (const workload of parts.filter(isNetwork)) {
    const { title, steps, calls } = await callTimes({ ...settings, workload }, seconds);
    const total = calls.reduce((sum, { micros }) => sum + micros, 0);
    console.log(`\n${title}: ${brief(total / 1000)} ms of CPU time a step, of ${steps} steps\n`);
    const rows = calls.map(({ name, shape, count, micros, flops }) => [
      `${name} ${shape}`,
      brief(count),
      brief(micros),
      `${brief((100 * micros) / total)} %`,
      flops === 0 ? '' : brief(flops / micros / 1000),
    ]);
    console.log(tableText([['call', 'a step', 'µs a step', 'share', 'GFLOP/s'], ...rows]));
  }
  return true;
}

/**
 * @param {string} file
 * @param {string} text
 * @throws where the file has no place for it
 */
async function writeInto(file, text) {
  const at = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const before = await readFile(at, 'utf8');
  if (!marked.test(before))
    throw new Error(`${file}: has no place between <!-- npm run bench -- cpu --> and <!-- end of cpu -->`);
  await writeFile(
    at,
    before.replace(marked, (_, start, end) => `${start}\n${text}\n\n${end}`),
  );
  console.log(file);
}
