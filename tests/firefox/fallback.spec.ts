import { cnnSpec } from '../e2e/page.ts';
import { expect, test } from './firefox.ts';
import { exportedResult, openPage, pageText, trainToEnd, words } from './page.ts';

test.use({ preferences: { 'dom.webgpu.enabled': false } });

test('without WebGPU the page says so, and trains on another backend', async ({ tab, firefox, baseURL }) => {
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 3, evalEvery: 3 } }));
  expect(await tab.evaluate(() => 'gpu' in navigator)).toBe(false);
  expect(await pageText(tab)).toContain(words.withoutWebGPU);
  await trainToEnd(tab);
  const { adapter, rounds } = await exportedResult(tab, firefox.downloads);
  expect(adapter).toMatchObject({
    backend: expect.stringMatching(/^(webgl|cpu)$/),
    fallback: { cause: 'missing' },
  });
  expect(rounds[0]?.runs[0]?.loss).toHaveLength(3);
});
