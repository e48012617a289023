import type { Page } from '@playwright/test';
import { presetById } from '../../src/experiment/presets.ts';
import {
  banner,
  beginWorkerWith,
  chartTable,
  choose,
  cnnSpec,
  continueIfPrompted,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  laneLoss,
  linkTo,
  numberIn,
  openPage,
  pauseButton,
  pickPreset,
  progress,
  rawLosses,
  restart,
  results,
  stepButton,
  stepNow,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

const classes = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** The learning rate the next step takes, as the schedules card has it. */
const scheduledLr = (page: Page) =>
  page.getByRole('region', { name: 'Schedules' }).getByRole('definition').first().innerText().then(numberIn);

test('a visitor trains, watches the loss fall, turns the learning rate, pauses, steps and restarts', async ({
  page,
}) => {
  await openPage(page, undefined, 'webgpu');
  await expectSoftwareAdapter(page);
  await expectThumbnails(page);
  await expectRaceOffered(page);
  await pickPreset(page, 'A narrow network');
  await expect(page.getByRole('button', { name: 'Model CNN 4–8 4 266 parameters' })).toBeVisible();
  await expect(progress(page)).toContainText('0of 300 steps');
  await lengthen(page, 100_000); // lest the run ends during the edit

  await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click();
  await expectStepFrom(page, 60);
  await expect.poll(() => laneLoss(page)).toBeLessThan(1.5); // it begins at chance: ln 10 = 2.30
  await expect(progress(page)).toContainText(/0\.0[1-9]epochs/);
  await expect(progress(page)).toContainText(/[1-9][\d.]*steps\/s/);
  await expect(page).toHaveTitle(/^▶ \d+ · loss \d\.\d\d – Downhill$/);

  const slider = lane(page).getByRole('slider', { name: 'Nesterov learning rate', exact: true });
  expect(await scheduledLr(page)).toBeLessThanOrEqual(0.01);
  await slider.focus();
  await page.keyboard.press('PageUp');
  await expect(lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true })).toHaveValue(
    '0.02',
  );
  await expect.poll(() => scheduledLr(page)).toBeGreaterThan(0.01);
  const loss = page.getByRole('region', { name: 'Training loss' });
  await expect(loss.getByText('lr 0.01 → 0.02')).toBeVisible();
  await expectStepFrom(page, (await stepNow(page)) + 3);

  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  await expect(lane(page).getByText('Paused')).toBeVisible();
  const paused = await stepNow(page);
  const used = (await chartTable(page, 'Schedules', /Used by Nesterov/)).map((row) => numberIn(row[1] ?? ''));
  expect(used[1]).toBe(0.01);
  expect(used.at(-1)).toBeGreaterThan(0.01);
  await stepButton(page).click(); // had it gone on by itself, this would not be the next
  await expectStep(page, paused + 1);
  const [firstLoss] = await rawLosses(page);

  await restart(page);
  await expectStep(page, 0);
  await expect(trainButton(page)).toBeEnabled();
  await expect(loss.getByTitle(/^Previous /)).toBeVisible();
  await stepButton(page).click();
  await expectStep(page, 1);
  expect(await rawLosses(page)).toEqual([firstLoss]);
  expect(numberIn(firstLoss ?? '')).toBeGreaterThan(1.5);
});

/** A first visit begins with the race of three, narrow on a CPU, and offers races. */
async function expectRaceOffered(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Downhill: What momentum buys, narrow');
  await expect(banner(page, 'Training on the CPU.')).toContainText(
    'The same race is loaded with a narrower network.',
  );
  const cards = page.getByRole('region', { name: 'Lanes', exact: true }).getByRole('heading');
  await expect(cards).toHaveText(['Lanes', 'NMGD', 'Nesterov', 'SGD']);
  const offered = page.getByRole('navigation', { name: 'Races to begin with' }).getByRole('button');
  await expect(offered).toContainText([
    'What momentum buys',
    'Nesterov against classical momentum',
    'Too high a learning rate',
  ]);
  await expect(offered.first()).toHaveAttribute('aria-current', 'true');
  await offered.nth(1).click();
  await expect(cards).toHaveText(['Lanes', 'Nesterov', 'Momentum', 'SGD']);
  await expect(page.getByRole('button', { name: 'Model CNN 4–8 4 266 parameters' })).toBeVisible();
}

/** Sets the length of the run in its drawer. */
async function lengthen(page: Page, steps: number): Promise<void> {
  await page.getByRole('button', { name: /^Length / }).click();
  const box = page.getByRole('textbox', { name: 'Length in steps' });
  await box.fill(String(steps));
  await box.press('Enter');
  await page.getByRole('button', { name: 'Close length' }).click();
  await expect(box).toBeHidden();
}

/** Fails where the browser gave no WebGPU adapter, or the page fell back to something slower. */
async function expectSoftwareAdapter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'CPU, by WebGPU' }).click();
  const details = page.getByRole('dialog', { name: 'CPU, by WebGPU' });
  await expect(details.getByRole('definition')).toContainText(['WebGPU', 'CPU', 'google', 'swiftshader']);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
}

/** An image of each class, and not twice the same nor an empty one. */
async function expectThumbnails(page: Page): Promise<void> {
  const images = page.getByRole('list', { name: 'An image of each class' }).getByRole('img');
  await expect(images).toHaveCount(classes.length);
  const shown = await images.evaluateAll((canvases) =>
    canvases.map((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return null;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const shades = new Set([...pixels].filter((_, i) => i % 4 === 0)).size;
      return { name: canvas.ariaLabel, size: [canvas.width, canvas.height], shades, url: canvas.toDataURL() };
    }),
  );
  expect(shown.map((image) => image?.name)).toEqual(classes);
  for (const image of shown) {
    expect(image?.size).toEqual([28, 28]);
    expect(image?.shades).toBeGreaterThan(20);
  }
  expect(new Set(shown.map((image) => image?.url)).size).toBe(classes.length);
}

test('a restart repeats the losses of every step', async ({ page }) => {
  await openPage(page, cnnSpec({ training: { steps: 20 } }));
  await trainButton(page).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  const first = await rawLosses(page);
  expect(first).toHaveLength(20);
  expect(new Set(first).size).toBeGreaterThan(10);

  await page.getByRole('button', { name: 'Train again' }).click();
  await continueIfPrompted(page);
  await expect(
    page.getByRole('region', { name: 'Training loss' }).getByTitle('Previous same settings'),
  ).toBeVisible();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  expect(await rawLosses(page)).toEqual(first);
});

test('a restart in the middle of a run leaves nothing of it in the next', async ({ page }) => {
  await openPage(page, cnnSpec({ training: endless }));
  await trainButton(page).click();
  await expectStepFrom(page, 5);
  await restart(page);
  await expectStep(page, 0);
  await stepUntil(page, 2);
  const losses = await rawLosses(page);
  expect(losses).toHaveLength(2);
  await restart(page);
  await expectStep(page, 0);
  await stepUntil(page, 2);
  expect(await rawLosses(page)).toEqual(losses);
});

test('live edits between two steps act on the next and leave one mark', async ({ page }) => {
  await openPage(page, cnnSpec({ training: { steps: 10 } }));
  await stepUntil(page, 2);
  await lane(page).getByRole('slider', { name: 'Nesterov learning rate', exact: true }).focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  const loss = page.getByRole('region', { name: 'Training loss' });
  await expect(loss.getByText('lr 0.02 → 0.08')).toBeVisible();
  await expect(loss.getByText(/^lr /)).toHaveCount(1);
  await stepUntil(page, 3);

  await lane(page).getByRole('button', { name: 'Nesterov learning rate schedule: Constant' }).click();
  const schedule = page.getByRole('dialog').filter({ hasText: 'Learning rate schedule' });
  await choose(schedule.getByRole('radiogroup', { name: 'Schedule' }), 'Cosine');
  await page.keyboard.press('Escape');
  await expect(loss.getByText('lr cosine')).toBeVisible();
  await stepUntil(page, 4);
  const [head, ...used] = await chartTable(page, 'Schedules', /Used by Nesterov/);
  expect(head).toEqual(['Step', 'Learning rate', 'Momentum']);
  // step 3 of 10 of a cosine: 0.04 (1 + cos 0.3π) = 0.0635
  expect(used.map((row) => row[1])).toEqual(['0.02', '0.02', '0.08', '0.0635']);
});

test('a finished run shows its epochs, its accuracy on the test set and who was taken for whom', async ({
  page,
}) => {
  const data = { id: 'fashion-mnist', batchSize: 16, trainCount: 64, validation: 200 };
  await openPage(
    page,
    cnnSpec({ data, model: { id: 'cnn', filters: [4] }, training: { steps: 12, evalEvery: 5 } }),
  );
  await trainButton(page).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  await expectStep(page, 12);
  await expect(progress(page)).toContainText('3.00epochs');
  await expect(page).toHaveTitle(/^✓ 12 · loss \d\.\d\d – Downhill$/);

  const result = results(page);
  await expect(result).toContainText('Test set, after 12 steps');
  await expect(result).toContainText('on 10 000 images not used for training, after 12 steps');
  const accuracy = numberIn(
    (await result.getByText('Test accuracy').locator('xpath=..').innerText()).slice(13),
  );
  expect(accuracy).toBeGreaterThan(10);

  await result.getByRole('tab', { name: 'Confusion' }).click();
  const rows = await result
    .getByRole('table')
    .locator('tbody tr')
    .evaluateAll((rowElements) =>
      rowElements.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
  expect(rows.map(([name]) => name)).toEqual(classes);
  const counts = rows.map((row) => row.slice(1).map(numberIn));
  expect(counts.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual(classes.map(() => 1000));
  const right = counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  expect((right / 100).toFixed(1)).toBe(accuracy.toFixed(1));

  await result.getByRole('tab', { name: 'Epochs' }).click();
  const losses = (await rawLosses(page)).map(numberIn);
  const running = (await result.getByRole('row').allInnerTexts())
    .slice(1)
    .map((row) => row.split('\t').map(numberIn));
  expect(running.map(([epoch]) => epoch)).toEqual([1, 2, 3]);
  for (const [epoch = 0, runningLoss = 0] of running) {
    const ofEpoch = losses.slice(4 * (epoch - 1), 4 * epoch);
    const mean = ofEpoch.reduce((sum, value) => sum + value, 0) / 4;
    expect(Math.abs(runningLoss - mean)).toBeLessThan(0.006); // the table has three digits
  }
});

test('the preset of too high a learning rate diverges, with one step in note and chart, and is tried again at what it had before', async ({
  page,
}) => {
  const preset = presetById('too-high-a-learning-rate')?.spec;
  const raised = preset?.lanes.find(({ events }) => events.length > 0);
  if (!preset || !raised) throw new Error('there is no such preset');
  const { optimizer, events } = raised;
  await openPage(page, cnnSpec({ training: preset.training, optimizer, lane: { events } }));
  await trainButton(page).click();
  await expect(lane(page).getByText('Diverged', { exact: true })).toBeVisible();
  const note = lane(page).getByRole('status').filter({ hasText: 'Retry at lr 0.02' });
  const said = /at step (\d+)\. .*learning rate changed from 0\.02 to 5 at step 60/.exec(
    await note.innerText(),
  );
  const loss = page.getByRole('region', { name: 'Training loss' });
  await expect(loss.getByTitle(new RegExp(`^Nesterov diverged .* at step ${said?.[1]}$`))).toBeVisible();
  await expect(results(page)).toContainText('lr 0.02, 5 from step 60, constant');
  await note.getByRole('button', { name: 'Retry at lr 0.02' }).click();
  await continueIfPrompted(page);
  await expect(loss.getByTitle('Previous lr 0.02, 5 from step 60')).toBeVisible();
  await expectStepFrom(page, 75); // past where it broke
  await expect(lane(page).getByText(/^(Running|Finished)$/)).toBeVisible();
  await expect(note).toBeHidden();
});

test('after the end an edit is for the next run: the result keeps what the run used', async ({ page }) => {
  await openPage(page, cnnSpec({ training: { steps: 6, evalEvery: 3 } }));
  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
  const set = async (text: string) => {
    await rate.fill(text);
    await rate.press('Enter');
  };
  await stepUntil(page, 2);
  await set('0.05');
  await trainButton(page).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  const loss = page.getByRole('region', { name: 'Training loss' });
  await expect(loss.getByText(/^lr /)).toHaveText(['lr 0.02 → 0.05']);
  await set('0.1');
  await expect(page).toHaveURL(/#v2\./);
  await expect(results(page)).toContainText('lr 0.02, 0.05 from step 2, constant');
  await expect(loss.getByText(/^lr /)).toHaveText(['lr 0.02 → 0.05']);
  await restart(page);
  await expect(loss.getByTitle('Previous lr 0.02, 0.05 from step 2')).toBeVisible();
  await expectStep(page, 0);
  await page.keyboard.press('Space'); // the click handed the focus to Train
  await expectStepFrom(page, 1);
  await expect(results(page)).toContainText('lr 0.1, constant');
});

test('Train pressed while the network is being built waits, can be taken back, and hands on the focus', async ({
  page,
}) => {
  await beginWorkerWith(
    page,
    `const held = new Promise((resolve) => { globalThis.goOn = resolve; });
     const create = GPUDevice.prototype.createComputePipelineAsync;
     GPUDevice.prototype.createComputePipelineAsync = async function (...given) {
       await held;
       return create.apply(this, given);
     };`,
  );
  await page.goto(linkTo(cnnSpec({ training: endless }), 'webgpu'));
  await expect(trainButton(page)).toBeEnabled();
  await expect(progress(page)).toContainText('Building the network…');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Train', exact: true }).click();
  const starting = page.getByRole('button', { name: 'Starting…' });
  await expect(starting).toHaveCount(2);
  await starting.first().click();
  await expect(starting).toHaveCount(0);
  await main.getByRole('button', { name: 'Train', exact: true }).click();
  await page.workers()[0]?.evaluate('globalThis.goOn()');
  await expect(pauseButton(page)).toBeFocused();
  await expectStepFrom(page, 1);
});
