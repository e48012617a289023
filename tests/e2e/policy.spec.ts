import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { listenOnFreePort } from '../../scripts/ports.mjs';
import {
  anyWorkerScript,
  banner,
  beginWorkerWith,
  built,
  cnnSpec,
  expect,
  lane,
  linkTo,
  openPage,
  test,
  trainButton,
  workerScript,
} from './page.ts';

declare global {
  var rejections: string[];
}

/** Tells what the policy refuses; for a worker, which may be gone when the test asks. */
const broadcastRejections = `const channel = new BroadcastChannel('rejections');
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    channel.postMessage([effectiveDirective, blockedURI, sample].join(' ')));`;
/** Notes what it refuses in the page and in its workers. */
const collectRejections = `globalThis.rejections = [];
  new BroadcastChannel('rejections').onmessage = ({ data }) => globalThis.rejections.push(data);
  ${broadcastRejections.replace('channel.postMessage', 'globalThis.rejections.push')}`;

async function listen(page: Page): Promise<void> {
  await page.addInitScript(collectRejections);
  await beginWorkerWith(page, broadcastRejections, anyWorkerScript);
}

async function chooseMore(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

for (const backend of ['webgpu', 'wasm', 'cpu']) {
  test(`the policy has nothing to refuse on ${backend} while the page loads, trains, saves a result and reads it back`, async ({
    page,
  }) => {
    await listen(page);
    const scripts: string[] = [];
    page.on('worker', (worker) => scripts.push(worker.url()));
    await page.goto(linkTo(cnnSpec({ training: { steps: 2 } }), backend));
    await expect(trainButton(page)).toBeEnabled();
    await built(page);
    await trainButton(page).click();
    await expect(lane(page).getByText('Finished')).toBeVisible();
    const saved = page.waitForEvent('download');
    await chooseMore(page, 'Export result, JSON');
    const file = await (await saved).path();
    const chooser = page.waitForEvent('filechooser');
    await chooseMore(page, 'Import a result…');
    await (await chooser).setFiles(file);
    await expect(banner(page, 'Imported result of A small test')).toBeVisible();
    expect(scripts.some((url) => url.includes('train.worker'))).toBe(true);
    expect(scripts.some((url) => url.includes('read.worker'))).toBe(true);
    expect(await page.evaluate(() => globalThis.rejections)).toEqual([]);
  });
}

test.describe('what the test above listens for', () => {
  test.use({ expectedErrors: [/Evaluating a string as JavaScript violates/] });

  test('comes where code is made from text, in the page and in the worker', async ({ page }) => {
    await listen(page);
    await openPage(page, cnnSpec());
    const compile = 'setTimeout("globalThis.compiled = true", 0)';
    await page.evaluate(compile);
    const rejections = () => page.evaluate(() => globalThis.rejections);
    await expect.poll(rejections).toContainEqual(expect.stringMatching(/^script-src eval/));
    await page.evaluate(() => globalThis.rejections.splice(0));
    const [worker] = page.workers();
    await worker?.evaluate(compile);
    await expect.poll(rejections).toContainEqual(expect.stringMatching(/^script-src eval/));
  });
});

test.describe('a policy that forbids WebAssembly', () => {
  test.use({ expectedErrors: [/WebAssembly/] });

  test('is named, and training goes on in JavaScript', async ({ page }) => {
    await page.route(workerScript, async (route) => {
      const response = await route.fetch();
      const policy = response.headers()['content-security-policy'] ?? '';
      expect(policy).toContain(" 'wasm-unsafe-eval'");
      await route.fulfill({
        response,
        headers: {
          ...response.headers(),
          'content-security-policy': policy.replace(" 'wasm-unsafe-eval'", ''),
        },
      });
    });
    await page.goto(linkTo(cnnSpec({ training: { steps: 2 } })));
    await expect(banner(page, 'The browser provides no GPU.')).toContainText(
      'The policy of this page forbids WebAssembly. WebGPU is there but refused, so training runs in JavaScript',
    );
    await expect(page.getByRole('button', { name: 'CPU, by JavaScript' })).toBeVisible();
    await expect(trainButton(page)).toBeEnabled();
    await built(page);
    await trainButton(page).click();
    await expect(lane(page).getByText('Finished')).toBeVisible();
  });
});

test.describe('in a frame', () => {
  test.use({ expectedErrors: [/frame-ancestors/] });

  const course = (baseURL: string | undefined) =>
    `<!doctype html><title>Course</title><iframe title="Downhill" src="${baseURL}" width="1200" height="700"></iframe>`;
  const framed = (page: Page) => page.frameLocator('iframe[title="Downhill"]');

  test('of the same site the page is shown', async ({ page, baseURL }) => {
    const notes = new URL('course.html', baseURL).href;
    await page.route(notes, (route) => route.fulfill({ contentType: 'text/html', body: course(baseURL) }));
    await page.goto(notes);
    await expect(framed(page).getByRole('heading', { level: 1 })).toContainText('Downhill');
  });

  test('of another site it is not', async ({ page, baseURL }) => {
    // a page made up by the test would count as one of the public network, which may not ask this machine at all
    const other = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html').end(course(baseURL));
    });
    const port = await listenOnFreePort(other, '127.0.0.1', 0, 1);
    const rejection = page.waitForEvent('requestfailed', (request) => request.isNavigationRequest());
    await page.goto(`http://127.0.0.1:${port}/`);
    expect((await rejection).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_RESPONSE');
    await expect(framed(page).getByRole('heading', { level: 1 })).toHaveCount(0);
    other.closeAllConnections();
    await new Promise((done) => other.close(done));
  });
});
