import type { Browser, Page } from '@playwright/test';
import { portableResult, portableRun } from '../golden/wasm-page.ts';
import { test as base, cnnSpec, endless, expect, linkTo, smallSpec } from './page.ts';

/** A script has a worker of its own for each run, and leaves the page as it is: one page serves every test of the file. */
const test = base.extend<object, { scriptPage: Page; gpuPage: Page }>({
  scriptPage: [
    ({ browser }, use, { project }) => withPage(browser, project.use.baseURL, linkTo(smallSpec()), use),
    { scope: 'worker' },
  ],
  gpuPage: [
    ({ browser }, use, { project }) =>
      withPage(browser, project.use.baseURL, linkTo(smallSpec(), 'webgpu'), use),
    { scope: 'worker' },
  ],
  page: ({ scriptPage }, use) => use(scriptPage),
});

async function withPage(
  browser: Browser,
  baseURL: string | undefined,
  address: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage(baseURL === undefined ? {} : { baseURL });
  await page.goto(address);
  await page.waitForFunction(() => 'downhill' in window);
  await use(page);
  await page.close();
}

const spec = cnnSpec({ training: { steps: 20, evalEvery: 10 } });

/** A whole run by the API. */
const run = (page: Page, input: unknown, steps?: number) =>
  page.evaluate(
    ([args, length]) => window.downhill.run(args, { ...(typeof length === 'number' && { steps: length }) }),
    [input, steps ?? null],
  );

test('the presets are listed, each a spec by itself', async ({ page }) => {
  const presets = await page.evaluate(() => window.downhill.presets);
  expect(presets.map(({ id }) => id)).toContain('first-descent');
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  for (const { id, spec: preset } of presets) {
    expect(preset).toMatchObject({ version: 2, name: id });
    expect(preset.lanes.length).toBeGreaterThanOrEqual(1);
  }
});

test('the commands of the page are listed, and performed where they can be', async ({ page }) => {
  const commands = await page.evaluate(() => window.downhill.commands());
  const theme = commands.find(({ id }) => id === 'theme');
  expect(theme).toMatchObject({ text: 'Light or dark', choices: ['auto', 'light', 'dark'], chosen: 'auto' });
  expect(commands.find(({ id }) => id === 'saveResult')).toMatchObject({ isEnabled: false });
  const performed = await page.evaluate(() => [
    window.downhill.perform('theme', 'dark'),
    window.downhill.perform('theme', 'none such'),
    window.downhill.perform('saveResult'),
    window.downhill.perform('none such'),
  ]);
  expect(performed).toEqual([true, false, false, false]);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => window.downhill.perform('theme', 'auto'));
});

test('a run of no steps tells shapes and counts', async ({ page }) => {
  const result = await run(page, 'first-descent', 0);
  // 3·3·1·16 + 16 = 160; 3·3·16·32 + 32 = 4640; 7·7·32·10 + 10 = 15690
  expect(result.model).toEqual({
    title: 'CNN 16–32',
    parameters: 20_490,
    flops: 2_063_488,
    activationBytes: 94_120,
    layers: [
      {
        name: 'conv1',
        kind: 'conv 3×3, ReLU',
        outputShape: [28, 28, 16],
        parameters: 160,
        flops: 225_792,
        activationBytes: 50_176,
      },
      {
        name: 'pool1',
        kind: 'max pool 2×2',
        outputShape: [14, 14, 16],
        parameters: 0,
        flops: 0,
        activationBytes: 12_544,
      },
      {
        name: 'conv2',
        kind: 'conv 3×3, ReLU',
        outputShape: [14, 14, 32],
        parameters: 4640,
        flops: 1_806_336,
        activationBytes: 25_088,
      },
      {
        name: 'pool2',
        kind: 'max pool 2×2',
        outputShape: [7, 7, 32],
        parameters: 0,
        flops: 0,
        activationBytes: 6_272,
      },
      {
        name: 'logits',
        kind: 'dense',
        outputShape: [10],
        parameters: 15_690,
        flops: 31_360,
        activationBytes: 40,
      },
    ],
  });
  expect(result.adapter).toMatchObject({ backend: 'wasm', software: true, fallback: { cause: 'software' } });
  expect(result.lanes[0]?.loss).toEqual([]);
  expect(result.timing.steps).toBe(0);
  expect(result.hashes.init).toMatch(/^[0-9a-f]{64}$/);
});

test('the same seed gives the same losses to the last bit, another seed gives others', async ({ page }) => {
  const first = await run(page, spec);
  const again = await run(page, first.spec);
  const other = await run(page, { ...spec, seed: 2 }, 3);
  const [lane] = first.lanes;
  expect(lane?.loss).toHaveLength(20);
  expect(lane?.loss.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
  expect(again.lanes[0]?.loss).toEqual(lane?.loss);
  expect(again.hashes).toEqual(first.hashes);
  expect(again.lanes[0]?.evals).toEqual(lane?.evals);

  expect(first).toMatchObject({ spec, timing: { steps: 20 }, adapter: { backend: 'wasm' } });
  expect(lane).toMatchObject({ name: 'Nesterov', state: 'finished', divergence: null, targetStep: null });
  const { name, divergence, targetStep, skipped, runs, ...rest } = lane ?? {};
  expect(skipped).toBe(0);
  expect(runs).toEqual([{ seed: 1, ...rest }]);
  expect(lane?.evals.map(({ step, split }) => [step, split])).toEqual([
    [10, 'validation'],
    [20, 'validation'],
    [20, 'test'],
  ]);
  for (const { split, loss, accuracy, confusion } of lane?.evals ?? []) {
    const total = confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
    expect(total).toBe(split === 'test' ? 2000 : 100);
    expect(accuracy).toBeCloseTo(right / total, 9);
    expect(loss).toBeGreaterThan(0);
  }

  expect(other.hashes.init).not.toBe(first.hashes.init);
  expect(other.hashes.batches).not.toBe(first.hashes.batches);
  expect(other.lanes[0]?.loss).toHaveLength(3);
  expect(other.lanes[0]?.loss[0]).not.toBe(lane?.loss[0]);
});

test('onMetrics hears of every step once and in order, with the schedule it used', async ({ page }) => {
  const input = smallSpec({
    training: { steps: 30 },
    lane: { lrSchedule: { id: 'cosine', warmup: 5 }, events: [{ step: 20, set: { 'optimizer.lr': 0.1 } }] },
  });
  const { loss, heard } = await page.evaluate(async (args) => {
    const steps: { step: number; loss: number; lr: number; momentum: number; elapsedMs: number }[] = [];
    const result = await window.downhill.run(args, {
      onMetrics: (frame) =>
        frame.loss.forEach((value, i) => {
          const [lr = 0, momentum = 0, elapsedMs = 0] = [frame.lr[i], frame.momentum[i], frame.elapsedMs[i]];
          steps.push({ step: frame.firstStep + i, loss: value, lr, momentum, elapsedMs });
        }),
    });
    return { loss: result.lanes[0]?.loss, heard: steps };
  }, input);
  expect(heard.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(heard.map((step) => step.loss)).toEqual(loss);
  expect(heard.every(({ momentum }) => momentum === 0.9)).toBe(true);
  expect(heard.every(({ elapsedMs }, i) => elapsedMs >= (heard[i - 1]?.elapsedMs ?? 0))).toBe(true);
  const cosine = (step: number, base: number) => 0.5 * base * (1 + Math.cos((Math.PI * (step - 5)) / 25));
  expect(heard[19]?.lr).toBeCloseTo(cosine(19, 0.02), 12);
  expect(heard[20]?.lr).toBeCloseTo(cosine(20, 0.1), 12);
});

test('a race over two seeds gives two runs a lane, each as it would be by itself', async ({ page }) => {
  const lanes = [{ optimizer: { id: 'nesterov', lr: 0.02 } }, { optimizer: { id: 'sgd', lr: 0.05 } }];
  const training = { steps: 6, evalEvery: 6 };
  const { result, heard } = await page.evaluate(
    async (args) => {
      const notice: string[] = [];
      const raced = await window.downhill.run(args, {
        onRound: ({ index, round }) => notice.push(`round ${index}: ${round.phase} at ${round.seed}`),
        onMetrics: ({ lane, firstStep }) => firstStep === 0 && notice.push(`lane ${lane}`),
      });
      return { result: raced, heard: notice };
    },
    smallSpec({ lanes, training, parts: { seeds: 2 } }),
  );
  expect(heard).toEqual(['round 0: race at 1', 'lane 0', 'lane 1', 'round 1: race at 2', 'lane 0', 'lane 1']);
  expect(
    result.lanes.map(({ name, runs }) => [name, ...runs.map(({ seed, state }) => [seed, state])]),
  ).toEqual([
    ['Nesterov', [1, 'finished'], [2, 'finished']],
    ['SGD', [1, 'finished'], [2, 'finished']],
  ]);
  expect(result.rounds.map(({ phase, seed, steps }) => [phase, seed, steps])).toEqual([
    ['race', 1, 6],
    ['race', 2, 6],
  ]);
  const second = await run(page, smallSpec({ lanes, training, seed: 2 }));
  expect(result.lanes.map(({ runs }) => runs[1]?.loss)).toEqual(second.lanes.map(({ loss }) => loss));
  expect(result.rounds[1]?.hashes).toEqual(second.hashes);
  expect(result.hashes).toEqual(result.rounds[0]?.hashes);
  const planned = await run(page, smallSpec({ lanes, training, parts: { seeds: 2 } }), 0);
  expect(planned.lanes.map(({ runs }) => runs.map(({ seed, loss }) => [seed, loss.length]))).toEqual([
    [
      [1, 0],
      [2, 0],
    ],
    [
      [1, 0],
      [2, 0],
    ],
  ]);
});

test('a run in WebAssembly has the bits that Node has', async ({ page }) => {
  const { hashes, lanes } = await run(page, portableRun);
  expect({ hashes, lanes: lanes.map(({ loss, evals }) => ({ loss, evals })) }).toEqual(portableResult());
});

test('aborting stops a run and gives what there is', async ({ page }) => {
  const result = await page.evaluate(
    async (args) => {
      const stop = new AbortController();
      return window.downhill.run(args, {
        signal: stop.signal,
        onMetrics: ({ firstStep, loss }) => firstStep + loss.length >= 3 && stop.abort(),
      });
    },
    smallSpec({ training: endless }),
  );
  expect(result.lanes[0]?.state).toBe('stopped');
  expect(result.timing.steps).toBeGreaterThanOrEqual(3);
  expect(result.timing.steps).toBeLessThan(10_000);
  expect(result.lanes[0]?.loss).toHaveLength(result.timing.steps);
  expect(result.lanes[0]?.evals.filter(({ split }) => split === 'test')).toEqual([]);

  const untouched = await page.evaluate(
    (args) => window.downhill.run(args, { signal: AbortSignal.abort() }),
    spec,
  );
  expect(untouched.lanes[0]?.loss).toEqual([]);
});

test('what makes no sense is rejected with its path', async ({ page }) => {
  const { version, data, model, lanes } = spec;
  const wrong = [
    { version, data, model, lanes: [{ optimizer: { id: 'nesterov', lr: 'abc' } }] },
    { version, data, model: { ...model, filters: [0] }, lanes },
    { version, data, model, lanes, shape: 'round' },
    'no-such-preset',
    null,
  ];
  const messages = await page.evaluate(
    (inputs) =>
      Promise.all(
        inputs.map((input) =>
          window.downhill.run(input, { steps: 1 }).then(
            () => 'taken',
            (error: Error) => error.message,
          ),
        ),
      ),
    wrong,
  );
  expect(messages).toEqual([
    expect.stringContaining('lanes[0].optimizer.lr: must be a finite number above 0, got "abc"'),
    expect.stringContaining('model.filters[0]: must be a whole number from 1 to 1024, got 0'),
    expect.stringContaining('experiment: does not know "shape"'),
    expect.stringContaining('There is no preset "no-such-preset". Use what-momentum-buys, '),
    expect.stringContaining('experiment: '),
  ]);
});

test('bench returns the time of a step and the losses it came by', async ({ gpuPage: page }) => {
  const bench = await page.evaluate(
    (args) => window.downhill.bench(args, { steps: 6, warmup: 2 }),
    cnnSpec(),
  );
  expect(bench.adapter.backend).toBe('webgpu');
  expect(bench.msPerStep).toBeGreaterThan(0);
  expect(bench.imagesPerSecond).toBeCloseTo((8 * 1000) / bench.msPerStep, 3);
  expect(bench.dispatchesPerStep).toBeGreaterThan(5);
  expect(bench.jsMicrosPerStep).toBeGreaterThan(0);
  const { lanes } = await run(page, cnnSpec(), 8);
  expect(bench.loss.length).toBeGreaterThanOrEqual(6);
  expect(bench.loss).toEqual(lanes[0]?.loss.slice(8 - bench.loss.length));
});

test('minimize takes the same way on the GPU as on the CPU, within float32', async ({ gpuPage: page }) => {
  const backends = await page.evaluate(() =>
    Promise.all(
      (['cpu', 'gpu'] as const).map((on) =>
        window.downhill.minimize({
          optimizer: { id: 'nesterov', lr: 5e-4, momentum: 0.9 },
          lrSchedule: { id: 'cosine' },
          clip: { globalNorm: 100 },
          events: [{ step: 30, set: { 'optimizer.momentum': 0.8 } }],
          fn: 'rosenbrock',
          start: [-1.2, 1],
          steps: 60,
          on,
        }),
      ),
    ),
  );
  const [cpu, gpu] = backends;
  expect(cpu?.params).toHaveLength(61);
  expect(cpu?.params[0]).toEqual([-1.2, 1]);
  expect(gpu?.params[0]).toEqual([-1.2, 1]);
  expect(cpu?.loss[60]).toBeLessThan(4); // from 24.2
  expect(gpu?.params).not.toEqual(cpu?.params);
  for (const [i, point] of cpu?.params.entries() ?? []) {
    for (const axis of [0, 1]) {
      expect(Math.abs((gpu?.params[i]?.[axis] ?? Number.NaN) - (point[axis] ?? 0))).toBeLessThan(1e-4);
    }
  }
});

test('minimize, also by its old name descend, refuses what it does not know, naming the path', async ({
  page,
}) => {
  const message = await page.evaluate(() =>
    window.downhill
      .descend({ optimizer: { id: 'nestorov' }, on: 'cpu', steps: 1, start: [0, 0], fn: 'saddle' })
      .then(
        () => 'taken',
        (error: Error) => error.message,
      ),
  );
  expect(message).toContain('optimizer.id: must have the id nmgd, ');
  expect(message).toContain('got "nestorov"');
});
