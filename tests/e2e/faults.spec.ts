import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { deflateSync, strToU8 } from 'fflate';
import {
  banner,
  beginWorkerWith,
  cnnSpec,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  linkTo,
  openDrawer,
  openPage,
  pauseButton,
  pickPreset,
  progress,
  restart,
  results,
  stepUntil,
  test,
  trainButton,
  type,
  workerScript,
} from './page.ts';

/** A file of the digits as it lies in the repository. */
const storedFile = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../public/data/mnist-10k/${name}`, import.meta.url));

const filePattern = (name: string): string => `**/data/mnist-10k/${name}`;

/** A link whose JSON is whatever the text says. */
const linkOf = (text: string): string =>
  `./#v1.${Buffer.from(deflateSync(strToU8(text), { level: 9 })).toString('base64url')}`;

/** That a page still trains, from the first step on. */
async function expectTrains(page: Page): Promise<void> {
  await expect(trainButton(page)).toBeEnabled();
  await stepUntil(page, 1);
}

/** The badge names what trains, and says why it is no GPU. */
async function expectWasm(page: Page, why: string): Promise<void> {
  await page.getByRole('button', { name: 'CPU, by WebAssembly' }).click();
  await expect(page.getByRole('dialog', { name: 'CPU, by WebAssembly' })).toContainText(why);
  await page.keyboard.press('Escape');
}

test.describe('the device', () => {
  const noGpu = "Object.defineProperty(navigator, 'gpu', { value: undefined });";
  const noSimd = 'WebAssembly.validate = () => false;';

  test('without WebGPU the page trains in WebAssembly, and its badge says why', async ({ page }) => {
    await beginWorkerWith(page, noGpu);
    await openPage(page, cnnSpec());
    await expect(page.getByRole('alert').filter({ hasText: 'WebGPU' })).toHaveCount(0);
    await expectWasm(page, 'This browser has no WebGPU.');
    await expectTrains(page);
  });

  test('without WebGPU and SIMD the banner says so, and training goes on without them', async ({ page }) => {
    await beginWorkerWith(page, noGpu + noSimd);
    await openPage(page, cnnSpec());
    await expect(banner(page, 'This browser has no WebGPU.')).toContainText(
      /^.*WebAssembly lacks SIMD in this browser\. Training runs in JavaScript, on the CPU, and is slower\. Current versions of Chrome, Edge, Safari and Firefox have WebGPU/,
    );
    await expect(page.getByRole('button', { name: 'CPU, by JavaScript' })).toBeVisible();
    await expectTrains(page);
  });

  test('an adapter that is refused is told from WebGPU that is missing', async ({ page }) => {
    await beginWorkerWith(page, `GPU.prototype.requestAdapter = async () => null; ${noSimd}`);
    await openPage(page, cnnSpec());
    await expect(banner(page, 'The browser provides no GPU.')).toContainText('WebGPU is there but refused');
    await expectTrains(page);
  });

  const suggestFixes: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ['Restart in the message', (page) => restartInMessage(page).click()],
    ['Restart among the buttons', (page) => restart(page)],
    ['the key R', (page) => page.keyboard.press('r')],
    ['another batch size', changeBatchSize],
  ];

  test('a GPU that is lost is said with the step, and each way to restart lets it train again', async ({
    page,
  }) => {
    await beginWorkerWith(page, keepDevice);
    await openPage(page, cnnSpec(), 'webgpu');
    for (const [what, goOn] of suggestFixes) {
      await test.step(what, async () => {
        await stepUntil(page, 2);
        await loseDevice(page);
        await expect(banner(page, 'The GPU failed at step 2.')).toContainText(
          /The GPU was lost \(Device was destroyed\.\)\. Restart trains again from the same initial weights/,
        );
        await expect(lane(page).getByText('Failed')).toBeVisible();
        await goOn(page);
        await expect(restartInMessage(page)).toBeHidden();
        await expectStep(page, 0);
        await expectTrains(page);
      });
    }
  });

  test('a GPU that is lost while training, and again, is said each time', async ({ page }) => {
    await beginWorkerWith(page, keepDevice);
    await openPage(page, cnnSpec({ training: endless }), 'webgpu');
    for (const _ of ['once', 'again']) {
      await trainButton(page).click();
      await expectStepFrom(page, 2);
      await loseDevice(page);
      await expect(banner(page, 'The GPU failed at step ')).toContainText('The GPU was lost');
      await page.keyboard.press('r');
      await expect(restartInMessage(page)).toBeHidden();
      await expect(trainButton(page)).toBeEnabled();
    }
  });

  test('a GPU that is lost after the end of a run leaves it as it is, and the next one trains', async ({
    page,
  }) => {
    await beginWorkerWith(page, keepDevice);
    await openPage(page, cnnSpec({ training: { steps: 2 } }), 'webgpu');
    await trainButton(page).click();
    await expect(lane(page).getByText('Finished')).toBeVisible();
    await loseDevice(page);
    await restart(page);
    await expectStep(page, 0);
    await expectTrains(page);
    await expect(restartInMessage(page)).toBeHidden();
  });

  test('an error of the GPU is said, and the key R lets it train again', async ({ page }) => {
    await beginWorkerWith(page, keepDevice);
    await openPage(page, cnnSpec(), 'webgpu');
    await stepUntil(page, 1);
    await page.workers()[0]?.evaluate(`
      globalThis.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
      globalThis.device.queue.submit([]); // at rest nothing else would send it on its way`);
    await expect(banner(page, 'The GPU failed at step 1.')).toContainText('The GPU reported an error (');
    await page.keyboard.press('r');
    await expect(restartInMessage(page)).toBeHidden();
    await expectTrains(page);
  });
});

/** Has the worker put its device where a test finds it. */
const keepDevice = `const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    return (globalThis.device = await requestDevice.apply(this, options));
  };`;

const loseDevice = async (page: Page): Promise<void> => {
  await page.workers().at(-1)?.evaluate('globalThis.device.destroy()');
};

const restartInMessage = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Restart' });

async function changeBatchSize(page: Page): Promise<void> {
  const drawer = await openDrawer(page, 'Data');
  await type(drawer.getByRole('textbox', { name: 'Batch size' }), '12');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
}

test('over plain http from another machine the badge says just that, and the data are still checked', async ({
  playwright,
  baseURL,
}, { project }) => {
  const { launchOptions } = project.use;
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP insecure.test 127.0.0.1'],
  });
  const { port } = new URL(baseURL ?? '');
  const page = await browser.newPage({ baseURL: `http://insecure.test:${port}/` });
  const altered = await storedFile('train-01.shard');
  altered[5000] = (altered[5000] ?? 0) ^ 1;
  await page.route(filePattern('train-01.shard'), (route) => route.fulfill({ body: altered }));
  await openPage(page, cnnSpec());
  expect(await page.evaluate(() => [isSecureContext, 'gpu' in navigator, 'subtle' in crypto])).toEqual([
    false,
    false,
    false,
  ]);
  const data = banner(page, 'A data file did not load completely.');
  await expect(data).toContainText('mnist-10k/train-01.shard does not match its checksum');
  await data.getByRole('button', { name: 'Close this message' }).click();
  await expectWasm(
    page,
    'This page was opened over plain http from another machine, where browsers withhold WebGPU.',
  );
  await expectTrains(page);
  await browser.close();
});

test.describe('the data', () => {
  test.use({ expectedErrors: [/Failed to load resource.*404/] });

  test('without the first file Train is barred, the file is named, and downloading it again lets training begin', async ({
    page,
  }) => {
    const name = 'train-00.shard';
    await page.route(filePattern(name), (route) => route.fulfill({ status: 404, body: 'not here' }));
    await page.goto(linkTo(cnnSpec()));
    const alert = banner(page, 'A data file did not load completely.');
    await expect(alert).toContainText('mnist-10k/train-00.shard is missing (HTTP 404)');
    await expect(alert).toContainText('Training waits for it.');
    await expect(trainButton(page)).toBeDisabled();
    await page.unroute(filePattern(name));
    await alert.getByRole('button', { name: 'Download again' }).click();
    await expect(alert).toBeHidden();
    await expectTrains(page);
  });

  for (const name of ['train-00.shard', 'manifest.json']) {
    test(`where no byte of ${name} comes, that is said, and Retry asks again`, async ({ page }) => {
      let prompted = 0;
      await page.route(filePattern(name), async (route) => {
        if (prompted++ > 0) await route.continue(); // the first is never answered
      });
      await page.goto(linkTo(cnnSpec()));
      const stalled = banner(page, 'Data has stopped loading.');
      await expect(stalled).toContainText(`Nothing has arrived of mnist-10k/${name} for 10 s.`);
      await expect(trainButton(page)).toHaveCount(0);
      await stalled.getByRole('button', { name: 'Retry' }).click();
      await expect(stalled).toBeHidden();
      await expectTrains(page);
    });
  }

  test('a file cut short is named while training goes on with the rest', async ({ page }) => {
    const name = 'train-02.shard';
    const whole = await storedFile(name);
    await page.route(filePattern(name), (route) => route.fulfill({ body: whole.subarray(0, 1000) }));
    await openPage(page, cnnSpec());
    const alert = banner(page, 'A data file did not load completely.');
    await expect(alert).toContainText(/mnist-10k\/train-02\.shard is cut short: 1\D?000 of 340\D?908 bytes/);
    await expect(alert).toContainText('Training continues with the data loaded so far.');
    await stepUntil(page, 2);
    await alert.getByRole('button', { name: 'Download again' }).click(); // still cut short
    await expect(alert).toContainText('train-02.shard is cut short');
    await page.unroute(filePattern(name));
    await alert.getByRole('button', { name: 'Download again' }).click();
    await expect(alert).toBeHidden();
    await expectStep(page, 2);
    await stepUntil(page, 3);
  });

  test('a test file with one bit altered stops the run at its end, and the run ends once it is had', async ({
    page,
  }) => {
    const name = 'test-00.shard';
    const altered = await storedFile(name);
    altered[100_000] = (altered[100_000] ?? 0) ^ 1;
    await page.route(filePattern(name), (route) => route.fulfill({ body: altered }));
    await openPage(page, cnnSpec({ training: { steps: 4 } }));
    const alert = banner(page, 'A data file did not load completely.');
    await expect(alert).toContainText('mnist-10k/test-00.shard does not match its checksum');
    await trainButton(page).click();
    await expectStep(page, 4);
    await expect(trainButton(page)).toBeEnabled(); // not finished
    await page.unroute(filePattern(name));
    await alert.getByRole('button', { name: 'Download again' }).click();
    await expect(lane(page).getByText('Finished')).toBeVisible();
    await expect(results(page)).toContainText('Test set, after 4 steps');
    await expect(alert).toBeHidden();
  });

  test('a dataset whose manifest is missing fails by name, and another can be chosen', async ({ page }) => {
    await page.route(filePattern('manifest.json'), (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(linkTo(cnnSpec()));
    const alert = banner(page, 'The data could not be read.');
    await expect(alert).toContainText('mnist-10k/manifest.json is missing (HTTP 404)');
    await pickPreset(page, 'A narrow network');
    await expect(alert).toBeHidden();
    await expectTrains(page);
    await page.unroute(filePattern('manifest.json'));
    await pickPreset(page, 'Handwritten digits');
    await expectTrains(page);
  });
});

test.describe('the link', () => {
  const valid = JSON.stringify(cnnSpec());
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const damaged = 'This link can’t be opened: it is damaged.';
  const invalid = 'This link can’t be opened: its experiment isn’t valid.';
  const checked = linkTo(cnnSpec());
  const cases: readonly (readonly [string, string, string, string?])[] = [
    ['half a link', linkOf(valid).slice(0, 80), damaged],
    [
      'a letter changed',
      `${checked.slice(0, -9)}${checked.at(-9) === 'A' ? 'B' : 'A'}${checked.slice(-8)}`,
      damaged,
    ],
    ['a bomb', linkOf(' '.repeat(50_000_000)), 'This link can’t be opened: it is too long.'],
    [
      'a learning rate that is text',
      linkOf(valid.replace('"lr":0.02', '"lr":"abc"')),
      invalid,
      'lanes[0].optimizer.lr: must be a finite number above 0, got "abc". Drag the slider or type e.g. 0.05',
    ],
    ['a prototype', linkOf(valid.replace('{', '{"__proto__":{"polluted":true},')), invalid, '__proto__'],
    [
      'deep nesting',
      linkOf(valid.replace('"dense":[]', `"dense":${deep(20_000)}`)),
      'This link can’t be opened: it is too long.',
    ],
  ];

  for (const [what, link, title, details] of cases) {
    test(`with ${what} is refused in words, and the default experiment is there`, async ({ page }) => {
      await page.goto(link);
      const notice = banner(page, title);
      await expect(notice).toContainText('is open instead.');
      if (details === undefined) await expect(notice.getByText('Details')).toHaveCount(0);
      else {
        await expect(notice.getByText(details)).toBeHidden(); // where it is wrong stands behind a word
        await notice.getByText('Details').click();
        await expect(notice.getByText(details)).toBeVisible();
      }
      await expect(trainButton(page)).toBeEnabled();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Downhill: What momentum buys');
      expect(await page.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined();
    });
  }

  test('that is broken keeps nothing from training', async ({ page }) => {
    await page.goto('./#v1.@@@');
    await expect(banner(page, 'This link can’t be opened: it is damaged.')).toContainText(
      'Copy it again in full.',
    );
    await expectTrains(page);
  });

  test('with a script for a name shows it as text', async ({ page }) => {
    const name = '<img src=x onerror="document.title=1">';
    await page.goto(linkOf(JSON.stringify({ ...cnnSpec(), name })));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Downhill: ${name}`);
    await expect(page.locator('img')).toHaveCount(0);
    await expectTrains(page);
  });
});

test.describe('the learning rate', () => {
  test('that makes the loss NaN marks the lane as diverged, and the page lives on', async ({ page }) => {
    await openPage(page, cnnSpec({ optimizer: { lr: 1e30 } }));
    await trainButton(page).click();
    await expect(lane(page).getByText('Diverged', { exact: true })).toBeVisible();
    const note = lane(page).getByRole('status').filter({ hasText: 'Retry at lr ' });
    await expect(note).toContainText('Loss became NaN at step 1. Likely cause: learning rate 10³⁰.');
    await expectStep(page, 2);
    const loss = page.getByRole('region', { name: 'Training loss' });
    await expect(loss.getByRole('figure')).toHaveAccessibleName(
      /Nesterov diverged at step 1 at step 2 of 200/,
    );
    await expect(loss.getByTitle('Nesterov diverged loss NaN at step 1')).toBeVisible();

    const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
    await rate.fill('0.02');
    await rate.press('Enter');
    await page.getByRole('button', { name: 'Train again' }).click();
    await expectStepFrom(page, 10);
    await expect(lane(page).getByText(/^(Running|Finished)$/)).toBeVisible();
    await expect(note).toBeHidden();
  });

  test('that is too high trains by one press at what its first update shows to be fair', async ({ page }) => {
    await openPage(page, cnnSpec({ optimizer: { lr: 0.5 } }));
    await trainButton(page).click();
    const note = lane(page).getByRole('status').filter({ hasText: 'Loss became ' });
    await expect(note).toContainText(/^Loss became [\d\s]+ at step 3\. Likely cause: learning rate 0\.5\./);
    const retry = note.getByRole('button', { name: /^Retry at lr / });
    const fair = Number((await retry.innerText()).replace('Retry at lr ', ''));
    expect(fair).toBeLessThanOrEqual(0.05); // it exploded within ten steps
    expect(fair).toBeGreaterThan(0.001);
    await retry.click();
    await expectStepFrom(page, 10);
    await expect(lane(page).getByText(/^(Running|Finished)$/)).toBeVisible();
    await expect(
      lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true }),
    ).toHaveValue(String(fair));
    await expect(
      page.getByRole('region', { name: 'Training loss' }).getByTitle('Previous lr 0.5'),
    ).toBeVisible();
  });
});

test.describe('the worker', () => {
  const long = { training: endless };

  test('that crashes is said with why, and Restart trains again', async ({ page }) => {
    await openPage(page, cnnSpec(long));
    await trainButton(page).click();
    await expectStepFrom(page, 2);
    await page.workers()[0]?.evaluate("setTimeout(() => { throw new Error('boom'); }, 0)");
    await expectRestart(page, 'The training worker stopped (Error: boom)');
  });

  test('that dies without a word is noticed, and Restart trains again', async ({ page }) => {
    await openPage(page, cnnSpec(long));
    await trainButton(page).click();
    await expectStepFrom(page, 2);
    await page.workers()[0]?.evaluate('self.close()');
    await expectRestart(page, 'The training worker stopped (it ended without a word)');
  });

  test('whose script is missing is said, and the page lives on', async ({ page }) => {
    await page.route(workerScript, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('./');
    const alert = banner(page, 'Training stopped working.');
    await expect(alert).toContainText('its script could not be loaded');
    await page.unroute(workerScript);
    await alert.getByRole('button', { name: 'Restart' }).click();
    await expect(alert).toBeHidden();
    await expectTrains(page);
  });

  async function expectRestart(page: Page, why: string): Promise<void> {
    const alert = banner(page, 'Training stopped working at step ');
    await expect(alert).toContainText(why);
    await expect(lane(page).getByText('Failed')).toBeVisible();
    await alert.getByRole('button', { name: 'Restart' }).click();
    await expect(alert).toBeHidden();
    await expectStep(page, 0);
    await trainButton(page).click();
    await expectStepFrom(page, 2);
    await pauseButton(page).click();
    await expect(progress(page)).toContainText(/of 50\s000\s000 steps/);
  }
});

test.describe('code that does not arrive', () => {
  test.use({ expectedErrors: [/net::ERR_FAILED/] });

  test('a drawer whose code does not arrive says so once it is opened, and comes when tried again', async ({
    page,
  }) => {
    const code = '**/assets/drawers-*.js';
    await page.route(code, (route) => route.abort());
    await openPage(page, cnnSpec());
    await expectTrains(page);
    const failure = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(failure).toHaveCount(0);
    await page.getByRole('button', { name: /^Length/ }).click();
    await expect(failure).toHaveCount(1);
    await page.unroute(code);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('dialog', { name: 'Length' })).toBeVisible();
    await expect(failure).toHaveCount(0);
  });
});
