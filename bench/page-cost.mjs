// @ts-check
import { deflateRawSync } from 'node:zlib';
import { feedPage } from './feeder.mjs';

import { brief } from './statistics.mjs';
import { longTaskMs, threads, traceThread } from './thread-tasks.mjs';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./thread-tasks.mjs').ThreadTasks} ThreadTasks
 *
 * @typedef {object} Cost
 * @property {string} what
 * @property {number} lanes
 * @property {number} seeds
 * @property {number} steps each seed is long
 * @property {ThreadTasks} whileTraining
 * @property {Record<string, number>} redrawMs the longest task of each, in CPU time
 */

/** The share of the main thread that training may cost the page. */
const maxShare = 0.3;
const viewport = { width: 1440, height: 900 };
const optimizers = ['nmgd', 'nesterov', 'sgd', 'momentum', 'adam', 'rmsprop', 'adagrad', 'nadam'];
const settleMs = 2500;

/**
 * What the page costs its main thread: while four lanes train on the current adapter, while as many are fed to it as a
 * fast GPU would, and with eight lanes of five seeds of 20 000 steps on the charts, redrawn as a user asks for it.
 * @param {Page} page open, on the built page
 * @param {number} seconds to watch each
 * @returns {Promise<{ costs: Cost[], isWithin: boolean }>}
 */
export async function measurePageCost(page, seconds) {
  const costs = [
    await costOf(page, seconds, { what: 'trained here', lanes: 4, seeds: 1, steps: 20_000, feed: null }),
    await costOf(page, seconds, {
      what: 'fed 200 steps a second',
      lanes: 4,
      seeds: 1,
      steps: 20_000,
      feed: { atOnce: 0, stepsPerSecond: 200 },
    }),
    await costOf(page, seconds, {
      what: 'fed 50 steps a second, from step 18 000 of the last seed',
      lanes: 8,
      seeds: 7,
      steps: 20_000,
      feed: { atOnce: 18_000, stepsPerSecond: 50 },
    }),
  ];
  for (const cost of costs) console.log(costText(cost));
  return { costs, isWithin: costs.every(isWithin) };
}

/**
 * @param {Page} from
 * @param {number} seconds
 * @param {{ what: string, lanes: number, seeds: number, steps: number, feed: { atOnce: number, stepsPerSecond: number } | null }} run
 * @returns {Promise<Cost>}
 */
async function costOf(from, seconds, { what, lanes, seeds, steps, feed }) {
  const browser = from.context().browser();
  if (browser === null) throw new Error('bench: the page has no browser of its own');
  const page = await browser.newPage({ viewport });
  try {
    if (feed) await feedPage(page, feed);
    await page.goto(`${new URL('.', from.url()).href}?backend=webgpu${linkTo(lanes, seeds, steps)}`);
    const train = page.getByRole('region', { name: 'Transport' });
    await train.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText(/^left$/).waitFor({ timeout: 300_000 });
    await page.waitForTimeout(settleMs);
    const whileTraining = await traceThread(page, threads.page, () => page.waitForTimeout(1000 * seconds));
    await train.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.waitForTimeout(settleMs);
    return { what, lanes, seeds, steps, whileTraining, redrawMs: await redraws(page) };
  } finally {
    await page.close();
  }
}

/**
 * @param {number} lanes
 * @param {number} seeds
 * @param {number} steps
 */
function linkTo(lanes, seeds, steps) {
  const spec = {
    version: 1,
    name: 'Page cost',
    seeds,
    data: { id: 'fashion-mnist', batchSize: 64 },
    model: { id: 'cnn', filters: [8, 16] },
    training: { steps, evalEvery: 500, target: { metric: 'validationAccuracy', value: 0.99 } },
    lanes: optimizers.slice(0, lanes).map((id) => ({ optimizer: { id, lr: 0.02 } })),
  };
  return `#v1.${deflateRawSync(JSON.stringify(spec)).toString('base64url')}`;
}

/**
 * The longest task of each interaction with the charts.
 * @param {Page} page at rest
 */
async function redraws(page) {
  const box = await page.getByRole('figure', { name: /^Training loss/ }).boundingBox();
  if (box === null) throw new Error('bench: the loss chart is not there');
  const [x, y] = [box.x + 0.3 * box.width, box.y + 0.5 * box.height];
  const card = page.getByRole('heading', { name: 'NMGD', exact: true });
  /** @type {[string, () => Promise<unknown>][]} */
  const interactions = [
    ['hide a lane', () => page.keyboard.press('2')],
    ['show it', () => page.keyboard.press('2')],
    ['light a lane', () => card.locator('xpath=..').hover({ position: { x: 60, y: 16 } })],
    ['light none', () => page.mouse.move(box.x + box.width / 2, 8)],
    ['log scale off', () => page.keyboard.press('l')],
    ['log scale on', () => page.keyboard.press('l')],
    [
      'zoom in',
      async () => {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x + 80, y, { steps: 2 });
        await page.mouse.up();
      },
    ],
    ['zoom out', () => page.mouse.dblclick(x + 40, y)],
  ];
  /** @type {Record<string, number>} */
  const longest = {};
  for (const [what, act] of interactions) {
    const { longestMs } = await traceThread(page, threads.page, async () => {
      await act();
      await page.waitForTimeout(700);
    });
    longest[what] = longestMs;
  }
  return longest;
}

/** @param {Cost} cost */
const isWithin = ({ whileTraining, redrawMs }) =>
  whileTraining.share < maxShare &&
  whileTraining.over50ms === 0 &&
  Object.values(redrawMs).every((ms) => ms <= longTaskMs);

/** @param {Cost} cost */
function costText({ what, lanes, seeds, whileTraining: { share, longestMs, over50ms, seconds }, redrawMs }) {
  const redrawn = Object.entries(redrawMs).map(([interaction, ms]) => `${interaction} ${brief(ms)}`);
  return (
    `${lanes} lanes, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${what}: ` +
    `${(100 * share).toFixed(1)} % of the main thread over ${seconds.toFixed(0)} s, ` +
    `longest task ${brief(longestMs)} ms CPU, ${over50ms} above ${longTaskMs} ms\n` +
    `  longest task in ms CPU: ${redrawn.join(', ')}`
  );
}
