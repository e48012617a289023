import type { ModelId } from '../../src/nn/index.ts';
import { linkTo, smallSpec } from '../e2e/page.ts';
import { isOurs } from '../golden/golden-nets.ts';
import { cnnRuns } from '../golden/references.ts';
import { expect, test } from './firefox.ts';
import { serveGolden } from './golden/build.ts';
import { openPage } from './page.ts';

const steps = 5;

function expectClose(losses: readonly number[], expected: readonly number[], run: string): void {
  expect(losses, run).toHaveLength(steps);
  for (const [step, loss] of losses.entries())
    expect(Math.abs(loss - (expected[step] ?? Number.NaN)), `${run}, step ${step}`).toBeLessThan(1e-5);
}

test.describe('by the compiled engine', () => {
  let site: Awaited<ReturnType<typeof serveGolden>>;
  test.beforeAll(async () => {
    site = await serveGolden();
  });
  test.afterAll(() => site.close());

  for (const net of ['cnn', 'residual', 'vit']) {
    test(`every ${net} run of PyTorch has its losses`, async ({ tab }) => {
      await tab.goto(site.url);
      const runs = cnnRuns.runs.filter((run) => isOurs(run) && run.net === net);
      expect(runs.length).toBeGreaterThanOrEqual(3);
      for (const { id, lossesF64 } of runs) {
        const losses = await tab.evaluate((request) => globalThis.goldenLosses(request), { id, steps });
        expectClose(losses, lossesF64, id);
      }
    });
  }
});

/** Five steps of a spec, without an evaluation. */
const runSteps = (spec: unknown) => window.downhill.bench(spec, { steps: 5, warmup: 0 });

const models: Readonly<Record<ModelId, object>> = {
  logistic: {},
  mlp: { hidden: [32] },
  cnn: { filters: [4, 8] },
  'ten-conv': { width: 0.125 },
  resnet: { depth: 4, width: 4 },
  vit: { width: 16, hidden: 32 },
};

for (const [id, options] of Object.entries(models)) {
  test(`${id} has the losses that it has in Chromium`, async ({ tab, page, baseURL }) => {
    const light = smallSpec({ model: { id: 'logistic' } });
    await openPage(tab, baseURL, light);
    await page.goto(linkTo(light, 'webgpu'));
    await page.waitForFunction(() => 'downhill' in window);
    const spec = smallSpec({ model: { id, ...options } });
    const here = await tab.evaluate(runSteps, spec);
    const there = await page.evaluate(runSteps, spec);
    expect([here.adapter.backend, there.adapter.backend]).toEqual(['webgpu', 'webgpu']);
    expectClose(here.loss, there.loss, id);
  });
}
