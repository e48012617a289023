import type { Page } from 'puppeteer-core';
import { anyWorkerScript, cnnSpec } from '../e2e/page.ts';
import { expect, test } from './firefox.ts';
import { openPage, trainToEnd } from './page.ts';

declare global {
  var rejections: string[];
}

/** Tells the page what the policy refuses in a worker, and first that it listens. */
const workerListens = `const told = new BroadcastChannel('refusals');
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    told.postMessage(effectiveDirective + ' ' + blockedURI));
  told.postMessage('a worker listens');`;

/** Notes what the policy refuses from the first script on, in the page and in its workers. */
async function listen(tab: Page, workerStart = ''): Promise<void> {
  await tab.evaluateOnNewDocument(() => {
    globalThis.rejections = [];
    new BroadcastChannel('refusals').onmessage = ({ data }) => globalThis.rejections.push(data);
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      globalThis.rejections.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
  await tab.setRequestInterception(true);
  tab.on('request', async (request) => {
    if (!anyWorkerScript.test(request.url())) return request.continue();
    const response = await fetch(request.url());
    const body = `${workerListens}\n${workerStart}\n${await response.text()}`;
    await request.respond({ status: 200, headers: Object.fromEntries(response.headers), body });
  });
}

const refusalsOf = (tab: Page): Promise<string[]> => tab.evaluate(() => globalThis.rejections);

test('the policy has nothing to refuse while the page loads and trains', async ({ tab, baseURL }) => {
  await listen(tab);
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 2 } }));
  await trainToEnd(tab);
  expect(await refusalsOf(tab)).toEqual(['a worker listens']);
});

test.describe('what the test above listens for', () => {
  test.use({ expectedErrors: [/Content-Security-Policy: .* blocked a JavaScript eval/] });

  test('comes where code is made from text, in the page and in the worker', async ({ tab, baseURL }) => {
    const compile = 'setTimeout("globalThis.compiled = true", 0)';
    await listen(tab, compile);
    await openPage(tab, baseURL, cnnSpec());
    const rejections = () => refusalsOf(tab);
    await expect.poll(rejections).toContainEqual(expect.stringMatching(/^script-src eval/));
    await tab.evaluate(() => globalThis.rejections.splice(0));
    await tab.evaluate(compile);
    await expect.poll(rejections).toContainEqual(expect.stringMatching(/^script-src eval/));
  });
});
