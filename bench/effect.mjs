// @ts-check
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { adapterText, refuseSoftware, withPage } from './browser.mjs';
import { buildDist, dist } from './dist.mjs';
import { adapterSlug, describeMachine, writeResult } from './result-file.mjs';
import { markdownTable, spread } from './statistics.mjs';

/**
 * @typedef {{ id: string } & Record<string, unknown>} OptimizerChoice
 * @typedef {{ name: string, optimizer: OptimizerChoice, schedule?: string, grid: number[] }} Method
 * @typedef {{ lane: number, targetStep: number | null, accuracy: number, loss: number, state: string }} Outcome
 */

const report = fileURLToPath(new URL('../docs/nmgd.md', import.meta.url));

/** The same horizon, model, data and learning-rate schedule for all. */
const shared = {
  version: 1,
  name: 'What NMGD changes',
  data: { id: 'fashion-mnist', batchSize: 32, validation: 1000 },
  model: { id: 'cnn', filters: [8, 16] },
};
const target = { metric: 'validationAccuracy', value: 0.82 };
const evalEvery = 50;
const tuningSeed = 1000;

const descent = [0.03, 0.1, 0.2, 0.4, 0.8];
const withMomentum = [0.005, 0.015, 0.03, 0.06, 0.12];

/** @type {Method[]} */
const methods = [
  { name: 'Gradient descent', optimizer: { id: 'sgd' }, grid: descent },
  { name: 'Momentum', optimizer: { id: 'momentum', momentum: 0.9 }, grid: withMomentum },
  {
    name: 'Nesterov (NMGD, both halves off)',
    optimizer: { id: 'nesterov', momentum: 0.9 },
    grid: withMomentum,
  },
  { name: 'NMGD, schedule alone', optimizer: { id: 'nmgd' }, schedule: 'nmgd', grid: withMomentum },
  {
    name: 'NMGD, attention alone',
    optimizer: { id: 'nmgd', momentum: 0.9, attention: true },
    schedule: 'constant',
    grid: withMomentum,
  },
  {
    name: 'NMGD, both halves',
    optimizer: { id: 'nmgd', attention: true },
    schedule: 'nmgd',
    grid: withMomentum,
  },
  { name: 'Adam', optimizer: { id: 'adam' }, grid: [0.0005, 0.0015, 0.003, 0.006, 0.012] },
];

/**
 * Steps to a target and final validation accuracy of NMGD, each half on and off, and of what it is compared with. The
 * learning rate of each is tuned on a seed of its own; then all race on the same other seeds.
 * @param {import('./options.mjs').EffectOptions} options
 * @returns {Promise<boolean>}
 */
export async function benchEffect({ adapter: mode, steps, seeds, build, name }) {
  const machine = describeMachine();
  await buildDist(build);
  return withPage({ root: dist, adapter: mode }, async (page, browser) => {
    const began = performance.now();
    const race = async (/** @type {object[]} */ lanes, /** @type {number} */ seed) => {
      const spec = { ...shared, seed, training: { steps, evalEvery, target }, lanes };
      return page.evaluate(outcomes, spec);
    };
    const { adapter } = await page.evaluate((spec) => window.downhill.run(spec, { steps: 0 }), {
      ...shared,
      training: { steps },
      lanes: [laneOf(first(methods), 0.1)],
    });
    console.log(`Adapter: ${adapterText(adapter)}, ${adapter.backend}, Chromium ${browser}`);
    refuseSoftware(mode, adapter, 'the page');

    const tuned = [];
    for (const method of methods) {
      const found = await race(
        method.grid.map((lr) => laneOf(method, lr)),
        tuningSeed,
      );
      const sweep = found.map(({ lane, ...rest }) => ({ ...rest, lr: method.grid[lane] ?? Number.NaN }));
      const best = first(sweep.toSorted((a, b) => b.accuracy - a.accuracy || a.loss - b.loss));
      const atEdge = best.lr === method.grid[0] || best.lr === method.grid.at(-1);
      tuned.push({ method, lr: best.lr, atEdge, sweep });
      console.log(`${method.name}: lr ${best.lr}${atEdge ? ', the edge of the grid' : ''}`);
    }
    /** @type {Outcome[][]} */
    const runs = [];
    for (let i = 0; i < seeds; i++) {
      const found = await race(
        tuned.map(({ method, lr }) => laneOf(method, lr)),
        i + 1,
      );
      runs.push(found);
      console.log(`seed ${i + 1}: ${found.map(({ accuracy }) => (100 * accuracy).toFixed(1)).join(' · ')} %`);
    }
    const rows = tuned.map(({ method, lr, atEdge }, lane) => summary(method, lr, atEdge, lane, runs));
    const minutes = (performance.now() - began) / 60_000;
    const file = await writeResult(name ?? `nmgd-${adapterSlug(adapter)}`, {
      machine,
      browser,
      adapter,
      shared,
      steps,
      target,
      minutes,
      tuning: tuned.map(({ method, lr, sweep }) => ({ name: method.name, lr, sweep })),
      runs,
    });
    const table = markdownTable([head, ...rows]);
    await writeFile(
      report,
      reportText({ table, steps, seeds, minutes, adapter: adapterText(adapter), file, machine }),
    );
    console.log(`\n${table}\n\n${file}`);
    return true;
  });
}

const head = [
  '',
  'learning rate',
  `steps to ${100 * target.value} %`,
  'reached',
  'final validation accuracy',
];

/**
 * @param {Method} method
 * @param {number} lr
 * @param {boolean} atEdge
 * @param {number} lane
 * @param {Outcome[][]} runs
 */
function summary({ name }, lr, atEdge, lane, runs) {
  const own = runs.flatMap((run) => run.filter((outcome) => outcome.lane === lane));
  const steps = spread(own.map(({ targetStep }) => targetStep ?? Number.POSITIVE_INFINITY));
  const accuracy = spread(own.map((outcome) => 100 * outcome.accuracy));
  const stepText = (/** @type {number} */ value) => (Number.isFinite(value) ? String(value) : 'never');
  return [
    name,
    `${lr}${atEdge ? ' (edge)' : ''}`,
    `${stepText(steps.median)} (${stepText(steps.min)} to ${stepText(steps.max)})`,
    `${own.filter(({ targetStep }) => targetStep !== null).length} of ${own.length}`,
    `${accuracy.median.toFixed(1)} % (${accuracy.min.toFixed(1)} to ${accuracy.max.toFixed(1)})`,
  ];
}

/**
 * @param {Method} method
 * @param {number} lr
 */
function laneOf({ name, optimizer, schedule }, lr) {
  return {
    name: `${name}, ${lr}`.slice(0, 80),
    optimizer: { ...optimizer, lr },
    lrSchedule: { id: 'cosine' },
    ...(schedule && { momentumSchedule: { id: schedule } }),
  };
}

/**
 * In the page: a race to its end, and what came of each lane.
 * @param {object} spec
 */
async function outcomes(spec) {
  const { lanes } = await window.downhill.run(spec);
  return lanes.map(({ evals, state, targetStep }, lane) => {
    const last = evals.findLast(({ split }) => split === 'validation');
    return { lane, targetStep, accuracy: last?.accuracy ?? 0, loss: last?.loss ?? Infinity, state };
  });
}

/**
 * @template T
 * @param {readonly T[]} items
 * @returns {T}
 */
function first(items) {
  const [item] = items;
  if (item === undefined) throw new Error('bench: there is nothing to choose from');
  return item;
}

/**
 * @param {object} found
 * @param {string} found.table
 * @param {number} found.steps
 * @param {number} found.seeds
 * @param {number} found.minutes
 * @param {string} found.adapter
 * @param {string} found.file
 * @param {ReturnType<typeof describeMachine>} found.machine
 */
const reportText = ({
  table,
  steps,
  seeds,
  minutes,
  adapter,
  file,
  machine,
}) => `# What NMGD changes, measured

\`npm run bench -- nmgd\` wrote this file. Adapter: ${adapter}; ${minutes.toFixed(0)} minutes on
${machine.cores} cores, whose load was ${machine.loadBefore} before it began. Figures: \`${file}\`.

Fashion-MNIST, CNN 8–16, batch 32, ${steps} steps, the learning rate falling along a cosine for all. For each method five
learning rates were tried on a seed of its own; the one with the best validation accuracy at the end raced on ${seeds}
other seeds, the same for all methods. Validation: 1000 pictures never trained on, looked at every ${evalEvery} steps.
Median of the seeds, smallest and largest in brackets.

${table}

- Steps to the target are known to within ${evalEvery} steps.
- *edge*: the best learning rate was the lowest or the highest tried, so a wider grid might have found a better one.
- ${seeds} seeds and one network say nothing about others; differences within the brackets are no differences.
`;
