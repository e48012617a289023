// @ts-check
import { adapterText, rejectSoftware, withPage } from './browser.mjs';
import { buildDist, dist } from './dist.mjs';
import { measurePageCost } from './page-cost.mjs';
import { adapterSlug, describeMachine, writeResult } from './result-file.mjs';
import { brief } from './statistics.mjs';

/** @typedef {import('../src/experiment/schema.ts').ExperimentSpec} ExperimentSpec */

const defaultSpec = {
  version: 1,
  name: 'Bench',
  data: { id: 'fashion-mnist', batchSize: 64 },
  model: { id: 'cnn', filters: [8, 16] },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine' } }],
};
/** Rarer than any run is long: only the test set at the end is evaluated. */
const never = 100_000_000;

/** Into so many parts is a run cut whose mean losses are told. */
const parts = 10;

/**
 * What the built page costs its main thread; or its rate, and its accuracy after an epoch, through what it offers to
 * scripts.
 * @param {import('./options.mjs').PageOptions} options
 * @returns {Promise<boolean>} whether the cost is within bounds, or the run came to its end
 */
export async function benchProduct(options) {
  const { adapter: mode, preset, epochs, steps, seconds, cost, set, build, name } = options;
  const machine = describeMachine();
  await buildDist(build);
  return withPage({ root: dist, adapter: mode }, async (page, browser) => {
    const spec = await page.evaluate(specFor, {
      preset,
      epochs,
      steps,
      set,
      defaultSpec,
      never,
    });
    const { adapter } = await page.evaluate((which) => window.downhill.run(which, { steps: 0 }), spec);
    console.log(`Adapter: ${adapterText(adapter)}, ${adapter.backend}, Chromium ${browser}`);
    rejectSoftware(mode, adapter, 'the page');
    if (mode === 'native' && adapter.backend !== 'webgpu')
      throw new Error(`ADAPTER=native: the page should train on WebGPU, got ${adapter.backend}`);

    if (cost) {
      const { costs, isWithin } = await measurePageCost(page, seconds);
      const file = `${name ?? 'page'}-cost-${adapterSlug(adapter)}`;
      console.log(await writeResult(file, { machine, browser, adapter, costs }));
      return isWithin;
    }

    const rate = await measureRate(page, spec, seconds);
    const { msPerStep, imagesPerSecond, dispatchesPerStep, jsMicrosPerStep } = rate;
    console.log(
      `${brief(1000 / msPerStep)} steps/s, ${brief(imagesPerSecond)} images/s, ${rate.steps} steps`,
    );
    console.log(`${dispatchesPerStep ?? '–'} dispatches and ${jsMicrosPerStep.toFixed(0)} JS µs a step`);

    console.log(
      `Training ${steps === null ? `${epochs} epoch${epochs === 1 ? '' : 's'}` : `${steps} steps`} …`,
    );
    const trained = await page.evaluate(train, /** @type {const} */ ([spec, parts]));
    const { state, timing, test } = trained;
    console.log(
      `${state} after ${timing.steps} steps and ${(timing.trainMs / 1000).toFixed(1)} s of training`,
    );
    console.log(`mean loss of each tenth: ${trained.meanLoss.map((loss) => loss.toFixed(4)).join(', ')}`);
    console.log(`test accuracy ${test ? `${(100 * test.accuracy).toFixed(2)} %` : '– (not evaluated)'}`);

    const file = await writeResult(name ?? `page-${preset ?? 'default'}-${adapterSlug(adapter)}`, {
      machine,
      browser,
      adapter,
      spec,
      rate: { stepsPerSecond: 1000 / msPerStep, ...rate },
      run: trained,
    });
    console.log(`\n${file}`);
    return state === 'finished' && test !== null;
  });
}

/**
 * In the page: the experiment to measure, its length and evaluation set for it.
 * @param {{ preset: string | null, epochs: number, steps: number | null, set: [path: string, value: unknown][], defaultSpec: object, never: number }} given
 */
function specFor({ preset, epochs, steps, set, defaultSpec: otherwise, never: evalEvery }) {
  const { presets } = window.downhill;
  const chosenPreset =
    preset === null ? null : presets.find(({ id, aliases }) => id === preset || aliases?.includes(preset));
  if (preset !== null && !chosenPreset) {
    const presetIds = presets.map(({ id }) => id).join(', ');
    throw new Error(`--preset: there is none with that id, got "${preset}"; use one of ${presetIds}`);
  }
  const training = { steps, epochs: steps === null ? epochs : null, evalEvery, target: null };
  const spec = structuredClone({ ...(chosenPreset?.spec ?? otherwise), training });
  for (const [path, value] of set) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at = /** @type {Record<string, unknown>} */ (spec);
    for (const name of names) {
      at[name] ??= {};
      at = /** @type {Record<string, unknown>} */ (at[name]);
    }
    at[last] = value;
  }
  return spec;
}

/**
 * In the page: a whole run, without the numbers of each step.
 * @param {readonly [spec: object, parts: number]} settings
 */
async function train([spec, parts]) {
  const { lanes, timing, hashes } = await window.downhill.run(spec);
  const [lane] = lanes;
  const test = lane?.evals.findLast(({ split }) => split === 'test');
  return {
    state: lane?.state ?? 'missing',
    timing,
    hashes,
    meanLoss: Array.from({ length: parts }, (_, i) => {
      const losses = lane?.loss ?? [];
      const part = losses.slice((i * losses.length) / parts, ((i + 1) * losses.length) / parts);
      return part.reduce((sum, loss) => sum + loss, 0) / part.length;
    }),
    lastLoss: lane?.loss.at(-1) ?? null,
    test: test ? { step: test.step, loss: test.loss, accuracy: test.accuracy } : null,
  };
}

/**
 * A few steps to see how many fit into the time, then those.
 * @param {import('@playwright/test').Page} page
 * @param {object} spec
 * @param {number} seconds
 */
async function measureRate(page, spec, seconds) {
  const measure = (/** @type {{ steps: number, warmup: number }} */ settings) =>
    page.evaluate(
      ([which, how]) => window.downhill.bench(which, how),
      /** @type {const} */ ([spec, settings]),
    );
  const trial = await measure({ steps: 20, warmup: 5 });
  const steps = Math.max(20, Math.floor((1000 * seconds) / trial.msPerStep));
  const { adapter: _, loss, ...rate } = await measure({ steps, warmup: Math.ceil(steps / 10) });
  return { steps, ...rate, lastLoss: loss.at(-1) ?? null };
}
