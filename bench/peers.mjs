// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { kernelsPlugin } from '../scripts/assembly.mjs';
import { adapterText, rejectSoftware, withPage } from './browser.mjs';
import { contestantNames } from './options.mjs';
import { pageStage, Race } from './race.mjs';
import { comparedSteps, printReport, summarize } from './report.mjs';
import { adapterSlug, describeMachine, writeResult } from './result-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', 'bench');

/** Builds the page of the contestants, with the product's data beside it; returns its folder. */
export async function buildContestants() {
  await build({
    configFile: false,
    root: join(root, 'bench', 'page'),
    base: './',
    publicDir: join(root, 'public'),
    plugins: [kernelsPlugin(root)],
    build: { outDir: built, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 8000 },
    worker: { format: 'es', plugins: () => [kernelsPlugin(root)] },
    logLevel: 'warn',
  });
  return built;
}

/**
 * The same network, data and weights on our engine and on the others, in one browser, in turns.
 * @param {import('./options.mjs').PeersOptions} options
 * @returns {Promise<boolean>} whether every contestant could be measured
 */
export async function benchPeers(options) {
  const machine = describeMachine();
  console.log('Building the page of the contestants …');
  const folder = await buildContestants();
  return withPage({ root: folder, adapter: options.adapter }, async (page, browser) => {
    const adapter = await page.evaluate(() => window.bench.adapter());
    console.log(`Adapter: ${adapterText(adapter)}, Chromium ${browser}`);
    rejectSoftware(options.adapter, adapter, 'the page');
    const { workload: id, seed, lr } = options;
    const network = await page.evaluate((settings) => window.bench.load(settings), {
      workload: id,
      seed,
      lr,
    });
    console.log(`Workload ${id}: ${network.title}, Nesterov\n`);

    const runners = await measure(page, options);
    if (options.reference) console.log(`The first ${comparedSteps} steps in float64 …`);
    const inFloat64 = (/** @type {import('./page/reference-layers.ts').Ties} */ ties) =>
      page.evaluate(
        ([steps, which]) => window.bench.reference(steps, which),
        /** @type {const} */ ([comparedSteps, ties]),
      );
    const exact = options.reference
      ? { first: await inFloat64('first'), last: await inFloat64('last') }
      : null;
    const summary = summarize(runners, network.batchSize, exact);
    printReport(summary);
    const workload = { id, seed, lr, ...network };
    const file = await writeResult(options.name ?? `peers-${id.toLowerCase()}-${adapterSlug(adapter)}`, {
      machine,
      browser,
      adapter,
      workload,
      ...summary,
    });
    console.log(`\n${file}`);
    return runners.every(({ failed }) => failed === null);
  });
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('./options.mjs').PeersOptions} options
 */
async function measure(page, { adapter: mode, only, rounds, seconds, losses }) {
  const race = new Race(pageStage(page), only, contestantNames);
  for (const runner of race.runners) {
    const name = contestantNames[runner.id];
    const startedAt = performance.now();
    await race.warmUp(runner, (opened) => rejectSoftware(mode, opened.adapter, name));
    const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    console.log(`${name}: ${runner.failed ?? `ready after ${took}`}`);
  }
  await race.run(rounds, seconds, (line) => console.log(line));
  const ours = race.runners.find(({ id }) => id === 'ours');
  if (ours) await race.settleJsTime(ours, seconds);
  for (const runner of race.runners) await race.traceThread(page, runner, seconds / 4);
  for (const runner of race.runners) await race.reach(runner, losses);
  return race.runners;
}
