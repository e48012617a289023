import { groupCount } from '../../src/compiler/wasm/lane-groups.ts';
import { cnnSpec } from '../e2e/page.ts';
import { portableResult, portableRun } from '../golden/wasm-page.ts';
import { expect, test } from './firefox.ts';
import { exportedResult, openPage, trainToEnd, usable, words } from './page.ts';

test.use({ preferences: { 'dom.webgpu.enabled': false } });

test('without WebGPU the page says so, and trains by WebAssembly', async ({ tab, firefox, baseURL }) => {
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 3, evalEvery: 3 } }), 'its choice');
  expect(await tab.evaluate(() => 'gpu' in navigator)).toBe(false);
  await usable(tab, words.byWasm);
  await trainToEnd(tab);
  const { adapter, rounds } = await exportedResult(tab, firefox.downloads);
  expect(adapter).toMatchObject({
    backend: 'wasm',
    fallback: { cause: 'missing' },
  });
  expect(rounds[0]?.runs[0]?.loss).toHaveLength(3);
});

test('a run in WebAssembly has the bits that Node and Chromium have', async ({ tab, baseURL }) => {
  await openPage(tab, baseURL, cnnSpec(), 'its choice');
  const { hashes, lanes } = await tab.evaluate((spec) => window.downhill.run(spec), portableRun);
  expect({ hashes, lanes: lanes.map(({ loss, evals }) => ({ loss, evals })) }).toEqual(portableResult());
});

test('a race of three trains in a worker each, with the losses that each lane has alone', async ({
  tab,
  firefox,
  baseURL,
}) => {
  const lanes = ['nmgd', 'nesterov', 'sgd'].map((id) => ({ name: `By ${id}`, optimizer: { id, lr: 0.02 } }));
  const training = { steps: 24, evalEvery: 8 };
  await openPage(tab, baseURL, cnnSpec({ training, lanes }), 'its choice');
  const workers = () =>
    tab.evaluate(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name?.startsWith('downhill-worker')).length;
    });
  const groups = groupCount(lanes.length, await tab.evaluate(() => navigator.hardwareConcurrency));
  expect(await workers()).toBe(1 + (groups === 1 ? 0 : groups)); // the one that trains, and those of its lanes
  await trainToEnd(tab);
  const { adapter, rounds } = await exportedResult(tab, firefox.downloads);
  expect(adapter.backend).toBe('wasm');
  for (const [i, lane] of lanes.entries()) {
    const alone = await tab.evaluate(
      (spec) => window.downhill.run(spec),
      cnnSpec({ training, lanes: [lane] }),
    );
    expect([...(rounds[0]?.runs[i]?.loss ?? [])]).toEqual(alone.lanes[0]?.loss);
  }
});
