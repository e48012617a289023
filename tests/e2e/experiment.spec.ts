import type { Locator, Page } from '@playwright/test';
import {
  chartTable,
  choose,
  cnnSpec,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  linkTo,
  openDrawer,
  openPage,
  progress,
  rawLosses,
  results,
  smallSpec,
  stepButton,
  stepNow,
  stepUntil,
  test,
  trainButton,
  type,
} from './page.ts';

/** The lines of the table of layers, as text. */
const layers = async (drawer: Locator): Promise<string[]> =>
  (await drawer.getByRole('table', { name: 'Layers' }).getByRole('row').allInnerTexts()).map((row) =>
    row
      .replaceAll('\u202f', ' ')
      .split('\t')
      .map((cell) => cell.trim().replaceAll('\n', ', '))
      .join(' | '),
  );

/** The note at the end of the curve of the run before this one. */
const previousLabel = (page: Page): Locator =>
  page.getByRole('region', { name: 'Training loss' }).getByTitle(/^Previous /);

test('a preset from the menu becomes the experiment', async ({ page }) => {
  await openPage(page, undefined, 'webgpu');
  await page.getByRole('button', { name: 'Experiment: What momentum buys, narrow' }).click();
  const items = page.getByRole('menuitemradio');
  await expect(items).toContainText([
    'What momentum buys, narrow', // on a CPU what is light enough comes first
    'A narrow network',
    'What momentum buys',
    'Nesterov against classical momentum',
    'Too high a learning rate',
    'A first descent',
    'Handwritten digits',
  ]);
  await items.filter({ hasText: 'Handwritten digits' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Downhill: Handwritten digits');
  await expect(page.getByRole('button', { name: 'Data MNIST-10k 8 000 · batch 32' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Length 600 steps evaluated every 50' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Race Quick to 97 % · seed 1' })).toBeVisible();
  await expect(progress(page)).toContainText('of 600 steps');
  await expect(
    lane(page).getByRole('button', { name: 'Nesterov learning rate schedule: Cosine' }),
  ).toBeVisible();
  await expect(trainButton(page)).toBeEnabled();
  const names = page.getByRole('list', { name: 'An image of each class' }).getByRole('img');
  await expect(names.first()).toHaveAccessibleName('0');
  await expect(names.last()).toHaveAccessibleName('9');
});

test('the batch size, the widths and the length start a new run, named by what changed', async ({ page }) => {
  await openPage(page, cnnSpec(), 'webgpu'); // whose memory grows with every width
  await stepUntil(page, 1);

  const data = await openDrawer(page, 'Data');
  await type(data.getByRole('textbox', { name: 'Batch size' }), '12');
  await expectStep(page, 0);
  await expect(page.getByRole('button', { name: 'Data MNIST-10k 8 000 · batch 12' })).toBeVisible();
  await expect(previousLabel(page)).toHaveAttribute('title', 'Previous batch 8');
  await page.keyboard.press('Escape');
  await expect(data).toBeHidden();
  await stepUntil(page, 1);

  const model = await openDrawer(page, 'Model');
  // 3·3·1·2 + 2 = 20 and 14·14·2·10 + 10 = 3930
  expect(await layers(model)).toEqual([
    'Layer | Output | Parameters | FLOP | Memory',
    'input, image | 28 × 28 × 1 | – | – | –',
    'conv1, conv 3×3, ReLU | 28 × 28 × 2 | 20 | 28.2 k | 6.13 KiB',
    'pool1, max pool 2×2 | 14 × 14 × 2 | – | – | 1.53 KiB',
    'logits, dense | 10 | 3 930 | 7.84 k | 40 B',
    'Total | 3 950 | 36.1 k | 7.7 KiB',
  ]);
  const memory = model.getByRole('table', { name: 'Training memory' });
  const total = () =>
    memory
      .getByRole('row', { name: /^Total/ })
      .getByRole('cell')
      .innerText();
  await expect(memory).toHaveAttribute('aria-busy', 'false');
  // (8000 + 2000)·785 bytes are 7.49 MiB
  await expect(memory.getByRole('row', { name: /^Images/ }).getByRole('cell')).toHaveText('7.49\u202fMiB');
  const before = await total();
  await expect(model.getByText('to train').first()).toContainText(`· ${before} to train`);
  await type(model.getByRole('textbox', { name: 'Filters of conv block 1' }), '3');
  await expectStep(page, 0);
  await expect(previousLabel(page)).toHaveAttribute('title', 'Previous CNN 2');
  await expect.poll(async () => Number.parseFloat(await total())).toBeGreaterThan(Number.parseFloat(before));
  await model.getByRole('group', { name: 'Conv blocks' }).getByRole('button', { name: 'Add' }).click();
  await model.getByRole('group', { name: 'Dense layers' }).getByRole('button', { name: 'Add' }).click();
  await type(model.getByRole('textbox', { name: 'Units of dense layer 1' }), '5');
  await expect(page.getByRole('button', { name: 'Model CNN 3–6–5 1 733 parameters' })).toBeVisible();
  // 3·3·1·3 + 3 = 30; 3·3·3·6 + 6 = 168; 7·7·6·5 + 5 = 1475; 5·10 + 10 = 60
  expect(await layers(model)).toEqual([
    'Layer | Output | Parameters | FLOP | Memory',
    'input, image | 28 × 28 × 1 | – | – | –',
    'conv1, conv 3×3, ReLU | 28 × 28 × 3 | 30 | 42.3 k | 9.19 KiB',
    'pool1, max pool 2×2 | 14 × 14 × 3 | – | – | 2.3 KiB',
    'conv2, conv 3×3, ReLU | 14 × 14 × 6 | 168 | 63.5 k | 4.59 KiB',
    'pool2, max pool 2×2 | 7 × 7 × 6 | – | – | 1.15 KiB',
    'dense1, dense, ReLU | 5 | 1 475 | 2.94 k | 20 B',
    'logits, dense | 10 | 60 | 100 | 40 B',
    'Total | 1 733 | 109 k | 17.3 KiB',
  ]);
  await page.keyboard.press('Escape');
  await stepUntil(page, 1);

  const length = await openDrawer(page, 'Length');
  await choose(length.getByRole('radiogroup', { name: 'Length' }), 'Epochs');
  await type(length.getByRole('textbox', { name: 'Length in epochs' }), '2');
  await expect(progress(page)).toContainText('0of 1 316 steps'); // floor(7900 / 12) = 658 an epoch
  await stepUntil(page, 1);
  await expect(progress(page)).toContainText(`${(1 / 658).toFixed(2)}epochs`);
});

test('another optimizer brings its own controls', async ({ page }) => {
  await openPage(page, smallSpec());
  await stepUntil(page, 1);
  await expect(lane(page).getByRole('slider', { name: /momentum/ })).toHaveCount(1);
  await lane(page).getByRole('button', { name: 'Optimizer: Nesterov' }).click();
  await page.getByRole('menuitemradio', { name: /^SGD/ }).click();
  const descent = lane(page, 'SGD');
  await expect(descent.getByRole('slider', { name: 'SGD learning rate' })).toBeVisible();
  await expect(descent.getByRole('slider', { name: /momentum/ })).toHaveCount(0);
  await expect(previousLabel(page)).toHaveAttribute('title', 'Previous Nesterov');
  await expectStep(page, 0);
  await stepUntil(page, 1);
});

test('a value changed before the network is built is the one it trains with', async ({ page }) => {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/data/mnist-10k/manifest.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(linkTo(smallSpec()));
  await expect(progress(page)).toContainText('Building the network…');
  await type(lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true }), '0.07');
  goOn();
  await stepUntil(page, 1);
  const [, row] = await chartTable(page, 'Schedules', /Used by Nesterov/);
  expect(row).toEqual(['0', '0.07', '0.9']);
});

test('a zoom by dragging stays while training goes on, until a double click', async ({ page }) => {
  await openPage(page, smallSpec({ training: { steps: 20 } }));
  await stepUntil(page, 8); // there is no zoom into what is not trained yet
  const loss = page.getByRole('region', { name: 'Training loss' });
  const box = await loss.getByRole('figure').boundingBox();
  if (box === null) throw new Error('the loss chart has no box');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.1, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, middle, { steps: 4 });
  await page.mouse.up();
  const chip = loss.getByRole('button', { name: /^Steps \d+ to \d+: reset zoom$/ });
  await expect(chip).toBeVisible();
  const range = await chip.textContent();
  await trainButton(page).click();
  await expectStep(page, 20);
  await expect(chip).toHaveText(range ?? '');
  await page.mouse.dblclick(box.x + box.width * 0.4, middle);
  await expect(chip).toBeHidden();
});

test('what makes no sense or does not fit is refused beside its control, and stays as typed', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ data: { trainCount: 40 } }));
  const before = page.url();
  const model = await openDrawer(page, 'Model');
  const filters = model.getByRole('textbox', { name: 'Filters of conv block 1' });
  await type(filters, '0');
  await expect(model.getByRole('alert')).toHaveText(
    'Must be a whole number from 1 to 1024, got 0. Give one to four widths, e.g. [16, 32].',
  );
  await expect(filters).toHaveValue('0');
  await expect(filters).toHaveAttribute('aria-invalid', 'true');
  await type(filters, 'many');
  await expect(model.getByRole('alert')).toHaveText(
    'Must be a whole number from 1 to 1024, got "many". Give one to four widths, e.g. [16, 32].',
  );
  await expect(filters).toHaveValue('many');
  await filters.press('Escape');
  await expect(filters).toHaveValue('2');
  await expect(model.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');

  const data = await openDrawer(page, 'Data');
  const batchSize = data.getByRole('textbox', { name: 'Batch size' });
  await type(batchSize, '64');
  await expect(data.getByRole('alert')).toContainText(
    /^Must be at most 40, the training images .*, got 64\. /,
  );
  await expect(batchSize).toHaveValue('64');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(data).toBeHidden();

  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
  await type(rate, '-1');
  await expect(lane(page).getByRole('alert')).toHaveText(/^Must be a number above 0, got -1\. Type e\.g\. /);
  await expect(rate).toHaveValue('-1');

  expect(page.url()).toBe(before);
  await expect(page.getByRole('button', { name: 'Data MNIST-10k first 40 · batch 8' })).toBeVisible();
  await stepButton(page).click();
  await expectStep(page, 1);
});

test('the link in the address bar is the experiment: the same settings and the same losses elsewhere', async ({
  page,
  browser,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, smallSpec({ seed: 5 }));
  await type(lane(page).getByRole('textbox', { name: 'Nesterov momentum', exact: true }), '0.8');
  const data = await openDrawer(page, 'Data');
  await type(data.getByRole('textbox', { name: 'Batch size' }), '4');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Data .* batch 4$/ })).toBeVisible();
  await stepUntil(page, 3);
  const share = page.getByRole('button', { name: 'Share: copy the link to this experiment' });
  await share.click();
  await expect(page.getByRole('button', { name: 'Copied the link to this experiment' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await expect(share).toBeVisible();

  // from the first live edit on the link has the edits, and their steps
  await type(lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true }), '0.7');
  await stepUntil(page, 5);
  const losses = await rawLosses(page);
  await share.click();
  await expect(page.getByRole('tooltip')).toHaveText('Link copied, including your live edits');
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const otherContext = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const elsewhere = await otherContext.newPage();
  await elsewhere.goto(link);
  await expect(trainButton(elsewhere)).toBeEnabled();
  for (const row of ['Data', 'Model', 'Length']) {
    const text = await page.getByRole('button', { name: new RegExp(`^${row} `) }).textContent();
    await expect(elsewhere.getByRole('button', { name: new RegExp(`^${row} `) })).toHaveText(text ?? '');
  }
  await expect(lane(elsewhere).getByRole('textbox', { name: 'Nesterov momentum', exact: true })).toHaveValue(
    '0.8',
  );
  await stepUntil(elsewhere, 5);
  expect(await rawLosses(elsewhere)).toEqual(losses);
  expect(losses).toHaveLength(5);
  await expect(elsewhere.getByRole('region', { name: 'Training loss' }).getByText(/^lr /)).toHaveText([
    'lr 0.02 → 0.7',
  ]);
  await otherContext.close();
});

test('a run until stopped goes on until Finish now, which looks at the test set', async ({ page }) => {
  await openPage(page, cnnSpec());
  const length = await openDrawer(page, 'Length');
  await choose(length.getByRole('radiogroup', { name: 'Length' }), 'Until stopped');
  await page.keyboard.press('Escape');
  await expect(progress(page)).toContainText(/^0steps/);
  const finish = progress(page).getByRole('button', { name: 'Finish now' });
  await expect(finish).toBeHidden();
  await trainButton(page).click();
  await expectStepFrom(page, 3);
  await finish.click();
  await expect(lane(page).getByText('Stopped')).toBeVisible();
  const steps = await stepNow(page);
  await expect(results(page)).toContainText(
    new RegExp(`Test set, after ${[...String(steps)].join('\\s?')} steps`),
  );
  await expect(results(page)).toContainText('on 2 000 images not used for training');
  await expect(finish).toBeHidden();
});

test('a cosine schedule cannot be run until stopped: said, with a way to do it all the same', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ lane: { lrSchedule: { id: 'cosine' } } }));
  const length = await openDrawer(page, 'Length');
  await length
    .getByRole('radiogroup', { name: 'Length' })
    .getByText('Until stopped', { exact: true })
    .click();
  await expect(length.getByRole('alert')).toContainText('A cosine schedule needs a length');
  await expect(length.getByRole('radio', { name: 'Steps', exact: true })).toBeChecked();
  await expect(progress(page)).toContainText('of 200 steps');
  await length.getByRole('button', { name: 'Use a constant learning rate until stopped' }).click();
  await expect(length.getByRole('radio', { name: 'Until stopped' })).toBeChecked();
  await expect(length.getByRole('alert')).toHaveCount(0);
  await expect(progress(page)).toContainText(/^0steps/);
  await expect(
    lane(page).getByRole('button', { name: 'Nesterov learning rate schedule: Constant' }),
  ).toBeVisible();
});

test('a new seed begins with another loss, and the old seed with its own', async ({ page }) => {
  await openPage(page, cnnSpec());
  await stepUntil(page, 2);
  const first = await rawLosses(page);
  await page.getByRole('button', { name: 'Restart from a new seed' }).click();
  await expect(page.getByRole('button', { name: 'Race Quick seed 2' })).toBeVisible();
  await expectStep(page, 0);
  await stepUntil(page, 2);
  expect((await rawLosses(page))[0]).not.toBe(first[0]);
  await expect(previousLabel(page)).toHaveAttribute('title', 'Previous seed 1');

  const race = await openDrawer(page, 'Race');
  await type(race.getByRole('textbox', { name: 'Seed', exact: true }), '1');
  await page.keyboard.press('Escape');
  await expectStep(page, 0);
  await stepUntil(page, 2);
  expect(await rawLosses(page)).toEqual(first);
});

test('of several experiments asked for at once the last is trained', async ({ page, context }) => {
  await openPage(page, cnnSpec());
  const again = page.getByRole('button', { name: 'Restart from a new seed' });
  for (let press = 0; press < 4; press++) await again.click({ noWaitAfter: true });
  await expect(page.getByRole('button', { name: 'Race Quick seed 5' })).toBeVisible();
  await stepUntil(page, 2);
  const losses = await rawLosses(page);

  const alone = await context.newPage();
  await openPage(alone, cnnSpec({ seed: 5 }));
  await stepUntil(alone, 2);
  expect(losses).toEqual(await rawLosses(alone));
});
