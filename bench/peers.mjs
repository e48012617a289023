// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { adapterText, refuseSoftware, withPage } from './browser.mjs';
import { contestantNames } from './options.mjs';
import { Race } from './race.mjs';
import { comparedSteps, printReport, summarize } from './report.mjs';
import { adapterSlug, describeMachine, writeResult } from './result-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', 'bench');

/** The page of the peers, with the product's data beside it. */
async function buildPage() {
  await build({
    configFile: false,
    root: join(root, 'bench', 'page'),
    base: './',
    publicDir: join(root, 'public'),
    build: { outDir: built, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 8000 },
    worker: { format: 'es' },
    logLevel: 'warn',
  });
}

/**
 * The same network, data and weights on our engine and on the others, in one browser, in turns.
 * @param {import('./options.mjs').PeersOptions} options
 * @returns {Promise<boolean>} whether every contestant could be measured
 */
export async function benchPeers(options) {
  const { adapter: mode, workload: workloadId, seed, seconds, rounds, only, reference, name } = options;
  const machine = describeMachine();
  console.log('Building the page of the contestants …');
  await buildPage();
  return withPage({ root: built, adapter: mode }, async (page, browser) => {
    const adapter = await page.evaluate(() => window.bench.adapter());
    console.log(`Adapter: ${adapterText(adapter)}, Chromium ${browser}`);
    refuseSoftware(mode, adapter, 'the page');
    const workload = await page.evaluate(
      ([id, from]) => window.bench.load(id, from),
      /** @type {const} */ ([workloadId, seed]),
    );
    const title = `conv${workload.filters.join('-pool-conv')}-pool-dense10, batch ${workload.batchSize}`;
    console.log(`Workload ${workloadId}: ${title}, Nesterov\n`);

    const race = new Race(page, only);
    for (const runner of race.runners) {
      const startedAt = performance.now();
      await race.warmUp(runner, (opened) => refuseSoftware(mode, opened.adapter, contestantNames[runner.id]));
      const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      console.log(`${contestantNames[runner.id]}: ${runner.failed ?? `ready after ${took}`}`);
    }
    await race.run(rounds, seconds, (line) => console.log(line));
    const ours = race.runners.find(({ id }) => id === 'ours');
    if (ours) await race.settleJsTime(ours, seconds);

    if (reference) console.log(`The first ${comparedSteps} steps in float64 …`);
    const exact = reference ? await page.evaluate((n) => window.bench.reference(n), comparedSteps) : null;

    const summary = summarize(race.runners, workload.batchSize, exact);
    printReport(summary);
    const result = {
      machine,
      browser,
      adapter,
      workload: { id: workloadId, title, seed, ...workload },
      ...summary,
    };
    const file = await writeResult(
      name ?? `peers-${workloadId.toLowerCase()}-${adapterSlug(adapter)}`,
      result,
    );
    console.log(`\n${file}`);
    return race.runners.every(({ failed }) => failed === null);
  });
}
