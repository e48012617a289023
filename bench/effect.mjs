// @ts-check

import { adapterText, rejectSoftware, withPage } from './browser.mjs';
import { buildDist, dist } from './dist.mjs';
import { effectMethods } from './effect-methods.mjs';
import { writeEffectReport } from './effect-report.mjs';
import { adapterSlug, describeMachine, readResult, writeResult } from './result-file.mjs';

/**
 * @typedef {import('./effect-methods.mjs').Method} Method
 * @typedef {{ lane: number, targetStep: number | null, accuracy: number, loss: number, state: string }} Outcome
 * @typedef {Omit<Outcome, 'lane'> & { lr: number }} Tried
 * @typedef {{ name: string, lr: number, sweep: Tried[] }} Tuned
 * @typedef {{ machine: object, minutes: number, tuning: Tuned[], runs: Outcome[][] } & Record<string, unknown>} Measured
 */

/** The same length, model, data and learning-rate schedule for all. */
const shared = {
  version: 1,
  name: 'What NMGD changes',
  data: { id: 'fashion-mnist', batchSize: 32, validation: 1000 },
  model: { id: 'cnn', filters: [8, 16] },
};
const target = { metric: 'validationAccuracy', value: 0.82 };
const tuningSeed = 1000;

/**
 * Steps to a target and final validation accuracy of NMGD, each half on and off, and of what it is compared with. The
 * learning rate of each is tuned on a seed of its own; then all race on the same other seeds. What was measured is
 * written after every seed; `--resume` goes on from there.
 * @param {import('./options.mjs').EffectOptions} options
 * @returns {Promise<boolean>}
 */
export async function benchEffect({ adapter: mode, steps, seeds, every, only, resume, build, name }) {
  const machine = describeMachine();
  await buildDist(build);
  return withPage({ root: dist, adapter: mode }, async (page, browser) => {
    const began = performance.now();
    const race = async (/** @type {object[]} */ lanes, /** @type {number} */ seed) => {
      const spec = { ...shared, seed, training: { steps, evalEvery: every, target }, lanes };
      return page.evaluate(outcomes, spec);
    };
    const methods = effectMethods.filter(({ id }) => only.length === 0 || only.includes(id));
    const { adapter } = await page.evaluate((spec) => window.downhill.run(spec, { steps: 0 }), {
      ...shared,
      training: { steps },
      lanes: methods.map((method) => laneOf(method, 0.1)),
    });
    console.log(`Adapter: ${adapterText(adapter)}, ${adapter.backend}, Chromium ${browser}`);
    rejectSoftware(mode, adapter, 'the page');

    const file = name ?? `nmgd-${[...namesOf(only), adapterSlug(adapter)].join('-')}`;
    const setting = {
      shared,
      steps,
      evalEvery: every,
      target,
      methods: methods.map((method) => method.name),
    };
    const before = resume ? await resumable(file, setting) : null;
    const tuned = before?.tuning ?? (await tuneAll(methods, race));
    const runs = before?.runs ?? [];
    for (let seed = runs.length + 1; seed <= seeds; seed++) {
      const lanes = methods.map((method, i) => laneOf(method, tuned[i]?.lr ?? Number.NaN));
      runs.push(await race(lanes, seed));
      console.log(
        `seed ${seed}: ${runs
          .at(-1)
          ?.map(({ targetStep }) => targetStep ?? 'missed')
          .join(' · ')}`,
      );
      await writeResult(file, {
        ...{ machine: before?.machine ?? machine, browser, adapter, ...setting },
        chosenBy: 'steps',
        minutes: (before?.minutes ?? 0) + (performance.now() - began) / 60_000,
        ...{ tuning: tuned, runs },
      });
    }
    await writeEffectReport(adapterSlug(adapter)).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
      console.log(`docs/nmgd.md is as it was: ${error.message}`); // no race of all methods on this adapter yet
    });
    return true;
  });
}

/**
 * How a file is named after the methods that were raced: not at all after all of them, `pair` after the two that the
 * report compares more closely.
 * @param {readonly string[]} only
 */
const namesOf = (only) => (only.toSorted().join() === 'nesterov,nmgd' ? ['pair'] : only);

/**
 * What an earlier measurement of the same setting has written.
 * @param {string} name of the result, without .json
 * @param {object} setting
 * @returns {Promise<Measured>}
 * @throws where there is none, or its setting is another
 */
async function resumable(name, setting) {
  const measured = await readResult(name);
  for (const [key, value] of Object.entries(setting)) {
    if (JSON.stringify(measured[key]) !== JSON.stringify(value))
      throw new Error(`--resume: ${name}.json was measured with another ${key}; leave --resume out`);
  }
  return measured;
}

/**
 * Tries every learning rate of each method at once, and chooses as the product's own search does: by steps to the
 * target, then by final accuracy, then by loss.
 * @param {readonly Method[]} methods
 * @param {(lanes: object[], seed: number) => Promise<Outcome[]>} race
 * @returns {Promise<Tuned[]>}
 */
async function tuneAll(methods, race) {
  const tuned = [];
  for (const method of methods) {
    const outcome = await race(
      method.grid.map((lr) => laneOf(method, lr)),
      tuningSeed,
    );
    const sweep = outcome.map(({ lane, ...rest }) => ({ ...rest, lr: method.grid[lane] ?? Number.NaN }));
    const [best] = sweep.toSorted(
      (a, b) =>
        (a.targetStep ?? Number.MAX_VALUE) - (b.targetStep ?? Number.MAX_VALUE) ||
        b.accuracy - a.accuracy ||
        a.loss - b.loss,
    );
    if (!best) throw new Error(`${method.name}: has no learning rate to try`);
    console.log(`${method.name}: learning rate ${best.lr}`);
    tuned.push({ name: method.name, lr: best.lr, sweep });
  }
  return tuned;
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
