import type { Locator, Page } from '@playwright/test';
import {
  expect,
  lane,
  openPage,
  pickPreset,
  restartButton,
  smallSpec,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

const training = { steps: 40, evalEvery: 2 };
const long = 'SGD with a learning rate far too high for it';
const lanes = [
  { optimizer: { id: 'nmgd', lr: 0.02 } },
  { optimizer: { id: 'nesterov', lr: 0.02 } },
  { name: long, optimizer: { id: 'sgd', lr: 0.5 } },
];
const race = smallSpec({ training, lanes });

const card = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
const figure = (page: Page, title: string): Locator =>
  page.getByRole('figure', { name: new RegExp(`^${title}`) });
/** Middle of a share of a chart's plot. */
async function pointOf(chart: Locator, share: number): Promise<{ x: number; y: number }> {
  const box = await chart.locator('.recharts-cartesian-grid').first().boundingBox();
  if (!box) throw new Error('the chart has no plot');
  return { x: box.x + share * box.width, y: box.y + box.height / 2 };
}

test('only the chart under the pointer reads its figures, inside its own card', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, race);
  await stepUntil(page, 6);
  const tip = page.locator('[data-tip]');
  for (const title of ['Training loss', 'Validation accuracy', 'Schedules']) {
    for (const share of [0.02, 0.1, 0.13]) {
      const { x, y } = await pointOf(figure(page, title), share);
      await page.mouse.move(x, y);
      await expect(tip).toHaveCount(1);
      const [inner, outer] = [await tip.boundingBox(), await card(page, title).boundingBox()];
      if (!inner || !outer) throw new Error(`${title}: has no tip`);
      expect(inner.x).toBeGreaterThanOrEqual(outer.x);
      expect(inner.y).toBeGreaterThanOrEqual(outer.y);
      expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
      expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    }
  }
  await page.mouse.move(5, 5);
  await expect(tip).toHaveCount(0);
});

test('a zoom goes with its run, and there is none into what is not trained yet', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, race);
  await stepUntil(page, 8);
  const chart = figure(page, 'Training loss');
  const drag = async (from: number, to: number): Promise<void> => {
    const [start, end] = [await pointOf(chart, from), await pointOf(chart, to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move((start.x + end.x) / 2, start.y, { steps: 3 });
    await page.mouse.move(end.x, end.y, { steps: 3 });
  };
  const chip = page.getByRole('button', { name: /^Steps \d+ to \d+: reset zoom$/ });
  await drag(0.5, 0.9);
  await expect(chart.getByText('Not trained yet')).toBeVisible();
  await page.mouse.up();
  await expect(chip).toHaveCount(0);
  await drag(0.05, 0.15);
  await expect(chart.getByText('Not trained yet')).toHaveCount(0);
  await page.mouse.up();
  await expect(chip).toBeVisible();
  await restartButton(page).click();
  await expect(chip).toHaveCount(0);
  await expect(chart.locator('.recharts-xAxis-tick-labels text').first()).toHaveText('0');
});

test('the line of the run before is drawn only beside what it can be compared to', async ({ page }) => {
  await openPage(page, smallSpec({ training }));
  await stepUntil(page, 3);
  await restartButton(page).click();
  const previous = card(page, 'Training loss').getByTitle(/^Previous /);
  await expect(previous).toHaveAttribute('title', 'Previous same settings');
  await pickPreset(page, 'Too high a learning rate');
  await stepUntil(page, 1);
  await expect(card(page, 'Training loss').getByTitle(/^Previous /)).toHaveCount(0);
  await expect(card(page, 'Validation accuracy').getByTitle(/^Previous /)).toHaveCount(0);
});

test('schedules far apart stand on a log axis, with the names of their lanes whole', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, race);
  await stepUntil(page, 1); // before it the card has no place
  const schedules = card(page, 'Schedules');
  await expect(schedules.getByRole('term').first()).toHaveText('learning rate, log');
  const names = schedules.getByRole('definition').locator('span');
  const cut = await names.evaluateAll((elements) =>
    elements
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((name) => name.textContent),
  );
  expect(cut.filter((name) => name !== long)).toEqual([]); // that one is longer than the card has room for
  const dots = schedules.locator('[data-style]').filter({ hasNot: page.locator('line') });
  const heights = await dots.evaluateAll((elements) => elements.map((dot) => dot.getBoundingClientRect().y));
  expect(new Set(heights.map(Math.round)).size).toBeGreaterThan(1);
});

test('on a phone a chart names its lanes, and so does its image; a name that is cut ends in an ellipsis', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript(() => {
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      drawn.push(text);
      return fillText.call(this, text, ...rest);
    };
  });
  await openPage(page, race);
  await stepUntil(page, 4);
  await expect(card(page, 'Training loss')).toContainText(/NMGD.*Nesterov/);
  await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn.splice(0));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Training loss: settings and more' }).click();
  await page.getByRole('button', { name: 'Save as PNG' }).click();
  await download;
  const drawn = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
  expect(drawn).toEqual(expect.arrayContaining(['Training loss', 'NMGD', 'Nesterov', long]));

  // beside the plot there is less room for it
  await page.setViewportSize({ width: 1024, height: 900 });
  await expect(lane(page, 'NMGD')).toBeVisible();
  await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn.splice(0));
  const second = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Schedules: more' }).click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  await second;
  const beside = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
  const [name = ''] = beside.filter((text) => text.startsWith('SGD with'));
  expect(name === long || (name.endsWith('…') && long.startsWith(name.slice(0, -1)))).toBe(true);
});

test('on a phone the greeting covers no tick of the empty chart', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await expect(trainButton(page)).toBeEnabled();
  const chart = figure(page, 'Training loss');
  const greeting = chart.getByRole('heading', { level: 2 });
  await expect(greeting).toBeVisible();
  const ticks = chart.locator('.recharts-yAxis-tick-labels text');
  const right = await ticks.evaluateAll((elements) =>
    Math.max(...elements.map((tick) => tick.getBoundingClientRect().right)),
  );
  const parts = chart.locator('section').locator('h2, p');
  const left = await parts.evaluateAll((elements) =>
    Math.min(...elements.map((part) => part.getBoundingClientRect().left)),
  );
  expect(left).toBeGreaterThanOrEqual(right);
});
