import type { Page } from '@playwright/test';
import { portableResult, portableRun } from '../golden/wasm-page.ts';
import { beginWorkerWith, expect, openPage, smallSpec, test } from './page.ts';

declare global {
  var startedThreads: number;
}

/** Has the page count the threads that have begun to take part in its steps. */
async function countThreads(page: Page): Promise<void> {
  await page.addInitScript(`globalThis.startedThreads = 0;
    new BroadcastChannel('threads').onmessage = () => globalThis.startedThreads++;`);
  await beginWorkerWith(
    page,
    `const channel = new BroadcastChannel('threads');
    const PlainWorker = Worker;
    Worker = class extends PlainWorker {
      constructor(...args) {
        super(...args);
        const isThread = String(args[0]).includes('thread.worker');
        if (isThread) this.addEventListener('message', () => channel.postMessage('started'));
      }
    };`,
  );
}

/** Has the host send no headers that isolate the page. */
async function withoutIsolation(page: Page, baseURL: string | undefined): Promise<void> {
  await page.route(new URL('**', baseURL).href, async (route) => {
    const response = await route.fetch();
    const isolating = /^cross-origin-(opener|embedder)-policy$/;
    const headers = Object.entries(response.headers()).filter(([name]) => !isolating.test(name));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
}

/** The hashes, losses and evaluations of a run. */
async function run(page: Page, spec: typeof portableRun): Promise<unknown> {
  const { hashes, lanes } = await page.evaluate((spec) => window.downhill.run(spec), spec);
  return { hashes, lanes: lanes.map(({ loss, evals }) => ({ loss, evals })) };
}

/** Of the worker that trains: those of lanes’ workers are not counted. */
const countStarted = (page: Page): Promise<number> => page.evaluate(() => globalThis.startedThreads);

/** One lane, for several have a worker each; long enough for threads to start meanwhile. */
const longRun = {
  ...portableRun,
  training: { ...portableRun.training, steps: 400, evalEvery: 400 },
  lanes: portableRun.lanes.slice(0, 1),
};

test('threads share the steps of a page that its host isolates, and no others; the bits are the same', async ({
  page,
  context,
  baseURL,
}) => {
  await countThreads(page);
  await openPage(page, smallSpec());
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const parts = 3; // of a batch of 24
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const others = cores === 1 ? 0 : Math.min(cores, parts) - 1;
  expect(await run(page, portableRun)).toEqual(portableResult());
  expect(await countStarted(page)).toBe(0); // its lanes have a worker each, or there is one core
  const result = await run(page, longRun);
  await expect.poll(() => countStarted(page)).toBe(others);

  const plain = await context.newPage();
  await withoutIsolation(plain, baseURL);
  await countThreads(plain);
  await openPage(plain, smallSpec());
  const isolated = await plain.evaluate(() => [crossOriginIsolated, 'SharedArrayBuffer' in globalThis]);
  expect(isolated).toEqual([false, false]);
  expect(await run(plain, portableRun)).toEqual(portableResult());
  expect(await run(plain, longRun)).toEqual(result);
  expect(await countStarted(plain)).toBe(0);
  expect(await countStarted(page)).toBe(others);
});
