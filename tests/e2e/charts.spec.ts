import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectNoViolation } from './axe.ts';
import { cnnSpec, expect, expectStep, lane, openPage, results, smallSpec, stepUntil, test } from './page.ts';

const ids = ['nmgd', 'nesterov', 'sgd', 'momentum', 'adam', 'rmsprop', 'adagrad', 'nadam'];
const names = ['NMGD', 'Nesterov', 'SGD', 'Momentum', 'Adam', 'RMSprop', 'Adagrad', 'NAdam'];
const training = { steps: 12, evalEvery: 2 };
const race = (count: number, specOf = smallSpec) =>
  specOf({ training, lanes: ids.slice(0, count).map((id) => ({ optimizer: { id, lr: 0.02 } })) });

const chart = (page: Page, title = 'Training loss'): Locator =>
  page.getByRole('figure', { name: new RegExp(`^${title}`) });
const swatch = (page: Page, name: string): Locator =>
  lane(page, name).getByRole('button', { name: `${name} on the charts` });
/** What stands at the end of a lane's curve. */
const endLabel = (page: Page, name: string): Locator => chart(page).getByTitle(new RegExp(`^${name} \\d`));
/** What is left of the line in front of a label's words; these always stay whole. */
const opacity = async (label: Locator): Promise<string> => {
  expect(await label.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
  return label.locator('svg').evaluate((element) => getComputedStyle(element).opacity);
};

test('keys 1 to 8 and the swatches show and hide a lane, but never the last', async ({ page }) => {
  await openPage(page, race(3));
  await stepUntil(page, 1);
  await expect(chart(page)).toHaveAccessibleName(/NMGD .*Nesterov .*SGD/);
  await page.keyboard.press('2');
  await expect(chart(page)).not.toHaveAccessibleName(/Nesterov/);
  await expect(swatch(page, 'Nesterov')).toHaveAttribute('aria-pressed', 'false');
  await swatch(page, 'Nesterov').click();
  await expect(chart(page)).toHaveAccessibleName(/Nesterov/);

  const rate = lane(page, 'SGD').getByRole('textbox', { name: 'SGD learning rate', exact: true });
  await rate.fill('0.03');
  await page.keyboard.press('1');
  await expect(rate).toHaveValue('0.031');
  await page.keyboard.press('Escape');
  await lane(page, 'SGD').getByRole('slider', { name: 'SGD learning rate' }).focus();
  await page.keyboard.press('3');
  await expect(swatch(page, 'SGD')).toHaveAttribute('aria-pressed', 'true');

  const inTable = results(page).getByRole('button', { name: 'NMGD on the charts' });
  await inTable.click();
  await expect(inTable).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('3');
  await expect(chart(page)).toHaveAccessibleName(/: Nesterov [\d.]+ at step/);
  await page.keyboard.press('2');
  await expect(swatch(page, 'Nesterov')).toHaveAttribute('aria-pressed', 'true');
  await expectStep(page, 1);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Show or hide a lane');
});

test('a lane under the pointer, or with the focus, is lit on every chart', async ({ page }) => {
  await openPage(page, race(3));
  await stepUntil(page, 2);
  const others = [endLabel(page, 'NMGD'), endLabel(page, 'SGD')];
  await lane(page, 'Nesterov').hover({ position: { x: 40, y: 6 } });
  for (const label of others) await expect.poll(() => opacity(label)).toBe('0.35');
  await expectNoViolation(page);
  expect(await opacity(endLabel(page, 'Nesterov'))).toBe('1');
  await page.mouse.move(700, 20);
  for (const label of others) await expect.poll(() => opacity(label)).toBe('1');

  await results(page).getByRole('row').filter({ hasText: 'SGD' }).hover();
  await expect.poll(() => opacity(endLabel(page, 'Nesterov'))).toBe('0.35');
  await endLabel(page, 'NMGD').hover();
  await expect.poll(() => opacity(endLabel(page, 'SGD'))).toBe('0.35');
  expect(await opacity(endLabel(page, 'NMGD'))).toBe('1');
  await page.mouse.move(700, 20);
  await swatch(page, 'SGD').focus();
  await page.keyboard.press('Tab');
  await expect.poll(() => opacity(endLabel(page, 'NMGD'))).toBe('0.35');
});

test('end labels of eight lanes keep apart from the first step on, and are whole', async ({ page }) => {
  await openPage(page, race(8));
  await stepUntil(page, 2);
  for (const title of ['Training loss', 'Validation accuracy']) {
    const labels = await Promise.all(
      names.map(async (name) => {
        const label = chart(page, title).getByTitle(new RegExp(`^${name} \\d`));
        const cut = await label.locator('b').evaluate((text) => text.scrollWidth - text.clientWidth);
        return { cut, box: await label.boundingBox() };
      }),
    );
    expect(labels.map(({ cut }) => cut)).toEqual(names.map(() => 0));
    const middles = labels.map(({ box }) => (box?.y ?? 0) + (box?.height ?? 0) / 2).sort((a, b) => a - b);
    middles.slice(1).forEach((middle, i) => {
      expect(middle - (middles[i] ?? 0)).toBeGreaterThanOrEqual(13);
    });
  }
});

test('cards of more than four lanes fold to their heads, but for the open one and those pinned', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, race(8));
  const rate = (name: string) =>
    lane(page, name).getByRole('textbox', { name: `${name} learning rate`, exact: true });
  const fold = (name: string) => lane(page, name).getByRole('button', { name: `${name}: controls` });
  await expect(rate('NMGD')).toBeVisible();
  for (const name of names.slice(1)) await expect(fold(name)).toHaveAttribute('aria-expanded', 'false');
  const last = await lane(page, 'NAdam').boundingBox();
  expect((last?.y ?? 900) + (last?.height ?? 0)).toBeLessThanOrEqual(900);

  await lane(page, 'NMGD').getByRole('button', { name: 'NMGD: keep open' }).click();
  await lane(page, 'Adam').click({ position: { x: 80, y: 18 } }); // anywhere on its head
  await expect(rate('Adam')).toBeVisible();
  await expect(rate('NMGD')).toBeVisible();
  await fold('SGD').focus();
  await page.keyboard.press('Enter');
  await expect(rate('SGD')).toBeVisible();
  await expect(rate('Adam')).toHaveCount(0);
  await expect(fold('SGD')).toBeFocused();
  await fold('NMGD').click();
  await expect(rate('NMGD')).toHaveCount(0);
  await expectNoViolation(page);
});

test('on a phone the standings stand right below the loss, in view with it, and all of them fits its width', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, race(4));
  const top = (await chart(page).boundingBox())?.y;
  await page.getByRole('button', { name: 'One step: a single minibatch' }).click();
  await expect(results(page)).toBeVisible();
  const standings = results(page).getByRole('region', { name: 'Standings' });
  await expect(standings.getByRole('columnheader', { name: 'Loss' })).toBeInViewport();
  expect(await standings.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const [table, loss] = [await results(page).boundingBox(), await chart(page).boundingBox()];
  expect(loss?.y).toBe(top); // nothing came above it
  expect((loss?.y ?? 0) + (loss?.height ?? 0)).toBeLessThan(table?.y ?? 0);
  await page.getByRole('tab', { name: 'Lanes' }).click();
  await expect(chart(page)).toBeInViewport();
});

test('the horizontal axis may be logarithmic, and outliers may be left out', async ({ page }) => {
  await openPage(page, race(2, cnnSpec)); // whose loss falls fast enough for outliers
  await stepUntil(page, 4);
  const ticks = (): Promise<string[]> =>
    chart(page).locator('.recharts-xAxis-tick-labels text').allTextContents();
  const heights = async (): Promise<number[]> =>
    (await chart(page).locator('.recharts-yAxis-tick-labels text').allTextContents()).map(Number);
  const check = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Training loss: more' }).click();
    await page.getByRole('menuitemcheckbox', { name }).click();
    await page.keyboard.press('Escape');
  };
  expect((await ticks())[0]).toBe('0');
  await check('Log horizontal axis');
  await expect.poll(async () => (await ticks())[0]).toBe('1');
  expect(Math.min(...(await heights()))).toBe(1); // half of the lowest smoothed loss, rounded
  await check('Ignore outliers');
  await expect.poll(async () => Math.min(...(await heights()))).toBeGreaterThan(1);
  await page.reload();
  await expect.poll(async () => (await ticks())[0]).toBe('1');
  await check('Log horizontal axis');
  await expect.poll(async () => (await ticks())[0]).toBe('0');
});

test('a chart is saved as an image of twice its size, in the colours of either theme', async ({ page }) => {
  await openPage(page, race(3));
  await stepUntil(page, 4);
  for (const title of ['Training loss', 'Validation accuracy', 'Schedules']) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `${title}: more` }).click();
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^a-small-test_${title.toLowerCase().replace(' ', '-')}_\\d{4}-\\d\\d-\\d\\d_\\d{4}\\.png$`),
    );
    const bytes = await readFile(await file.path());
    const box = await page.getByRole('region', { name: title, exact: true }).boundingBox();
    const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(size).toEqual([Math.round(2 * (box?.width ?? 0)), Math.round(2 * (box?.height ?? 0))]);
    const seen = await page.evaluate(coloursOf, bytes.toString('base64'));
    for (const colour of title === 'Schedules' ? ['#555563'] : ['#1a5fc8', '#d6480b', '#0f9a70']) {
      expect(seen).toContain(colour);
    }
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Training loss: more' }).click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  const bytes = await readFile(await (await download).path());
  const seen = await page.evaluate(coloursOf, bytes.toString('base64'));
  for (const colour of ['#5a9dff', '#ff7d42', '#4fdcab']) expect(seen).toContain(colour);
  expect(seen).not.toContain('#ffffff'); // no light panel behind them
});

/** In the page: the colours of which an image has at least ten pixels. */
async function coloursOf(base64: string): Promise<string[]> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context?.drawImage(image, 0, 0);
  const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
  const counts = new Map<string, number>();
  for (let i = 0; i < data.length; i += 4) {
    const rgb = [data[i], data[i + 1], data[i + 2]].map((part) => (part ?? 0).toString(16).padStart(2, '0'));
    const colour = `#${rgb.join('')}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= 10).map(([colour]) => colour);
}
