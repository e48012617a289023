import type { Page } from '@playwright/test';
import {
  chartTable,
  cnnSpec,
  expect,
  expectStep,
  lane,
  openDrawer,
  openPage,
  pickPreset,
  results,
  stepUntil,
  test,
  trainButton,
  type,
} from './page.ts';

const nesterov = { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } };
const sgd = { name: 'Plain', optimizer: { id: 'sgd', lr: 0.02 } };
const training = { steps: 24, evalEvery: 8, target: { metric: 'validationAccuracy', value: 0.12 } };
const added = 'NMGD';

/** The raw loss of each step of a lane, from the loss chart's table. */
async function lossesOf(page: Page, name: string): Promise<string[]> {
  const rows = await chartTable(page, 'Training loss', new RegExp(`^${name}, smoothed by`));
  return rows.slice(1).map((row) => row[2] ?? '');
}

/** Presses an item of a lane's menu. */
async function chooseOf(page: Page, name: string, item: string): Promise<void> {
  await lane(page, name)
    .getByRole('button', { name: `${name}: more` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a race: a lane more, one that diverges, one taken out, standings and a verdict', async ({ page }) => {
  await openPage(page, cnnSpec({ training, lanes: [nesterov, sgd] }));
  await page.getByRole('button', { name: 'Add lane' }).click();
  await expect(lane(page, added)).toBeVisible();
  await expect(trainButton(page)).toBeEnabled();

  const rate = lane(page, 'Plain').getByRole('textbox', { name: 'Plain learning rate', exact: true });
  await stepUntil(page, 2);
  await rate.fill('1e9');
  await rate.press('Enter');
  await trainButton(page).click();
  await expect(lane(page, 'Plain').getByText('Diverged', { exact: true })).toBeVisible();
  await expect(lane(page, 'Plain').getByRole('button', { name: /^Retry at lr / })).toBeVisible();
  await expectStep(page, 24);
  await expect(results(page).getByText('Learning rates not tuned')).toBeVisible();
  await expect(results(page).getByText('Changed during the race')).toBeVisible();
  await expect(results(page).getByText('Schedules differ')).toHaveCount(0);
  for (const name of ['Nesterov', added]) {
    await expect(lane(page, name).getByText('Diverged')).toHaveCount(0);
    expect(await lossesOf(page, name)).toHaveLength(24);
  }
  expect((await lossesOf(page, 'Plain')).length).toBeLessThan(24);
  await results(page).getByRole('tab', { name: 'Standings' }).click();
  const row = results(page).getByRole('row').filter({ hasText: 'Plain' });
  await expect(row).toContainText('Diverged');

  await chooseOf(page, 'Plain', 'Remove');
  await expect(lane(page, 'Plain')).toHaveCount(0);
  await expectStep(page, 0);
  await trainButton(page).click();
  await expectStep(page, 24);
  await results(page).getByRole('tab', { name: 'Verdict' }).click();
  await expect(results(page).getByRole('heading', { name: 'One seed is not enough' })).toBeVisible();
  await results(page).getByRole('tab', { name: 'Standings' }).click();
  const places = results(page).getByRole('rowheader');
  await expect(places).toHaveCount(2);
});

test('a lane’s losses are the same alone as in company', async ({ page }) => {
  const short = { steps: 6, evalEvery: 6 };
  await openPage(page, cnnSpec({ training: short, lanes: [sgd, nesterov] }));
  await trainButton(page).click();
  await expectStep(page, 6);
  const inCompany = await lossesOf(page, 'Nesterov');
  await chooseOf(page, 'Plain', 'Remove');
  await expectStep(page, 0);
  await trainButton(page).click();
  await expectStep(page, 6);
  expect(inCompany).toHaveLength(6);
  expect(await lossesOf(page, 'Nesterov')).toEqual(inCompany);
});

test('a lane is renamed, recoloured, hidden, moved and doubled, by keyboard too', async ({ page }) => {
  await openPage(page, cnnSpec({ lanes: [nesterov, sgd] }));
  await stepUntil(page, 1);
  await chooseOf(page, 'Plain', 'Rename');
  await expect(page.getByRole('textbox', { name: 'Name of Plain' })).toBeFocused();
  await page.keyboard.type('Without momentum');
  await page.keyboard.press('Enter');
  const renamed = lane(page, 'Without momentum');
  await expect(renamed).toBeVisible();
  await chooseOf(page, 'Without momentum', 'Hide on the charts');
  const table = page.getByRole('figure', { name: /^Training loss/ });
  await expect(table).not.toHaveAccessibleName(/Without momentum/);
  await expectStep(page, 1); // none of these begins anew
  await chooseOf(page, 'Without momentum', 'Show on the charts');
  await expect(table).toHaveAccessibleName(/Without momentum/);

  const [loss] = await lossesOf(page, 'Without momentum');
  const more = renamed.getByRole('button', { name: 'Without momentum: more' });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move up' }).focus();
  await page.keyboard.press('Enter');
  const cards = page.getByRole('region', { name: 'Lanes', exact: true }).getByRole('heading');
  await expect(cards).toHaveText(['Lanes', 'Without momentum', 'Nesterov']);
  await expect(more).toBeFocused();
  await expectStep(page, 1); // order trains nothing: the race goes on
  const rate = renamed.getByRole('textbox', { name: 'Without momentum learning rate', exact: true });
  await type(rate, '0.5');
  await stepUntil(page, 3);
  const after = await lossesOf(page, 'Without momentum');
  expect([after.length, after[0]]).toEqual([3, loss]);
  const chart = page.getByRole('region', { name: 'Training loss' });
  await expect(chart.getByText('lr 0.02 → 0.5')).toBeVisible();
  await page.keyboard.press('1');
  await expect(table).not.toHaveAccessibleName(/Without momentum/);
  await page.keyboard.press('1');
  await chooseOf(page, 'Nesterov', 'Duplicate');
  await expect(cards).toHaveText(['Lanes', 'Without momentum', 'Nesterov', 'Nesterov 2']);
});

test('a race picked from the menu is shortened and raced to its verdict, which has the ways on', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, cnnSpec(), 'webgpu');
  await pickPreset(page, 'Nesterov against classical, narrow');
  const length = await openDrawer(page, 'Length');
  await type(length.getByRole('textbox', { name: 'Length in steps' }), '8');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Length 8 steps / })).toBeVisible();
  await expect(trainButton(page)).toBeEnabled();
  await trainButton(page).click();
  await expectStep(page, 8);
  await expect(results(page).getByRole('heading', { name: 'One seed is not enough' })).toBeVisible();
  for (const name of ['Nesterov', 'Momentum', 'SGD']) {
    await expect(lane(page, name)).toContainText(/Best \d+\.\d\s% in 8 steps; the target was 80\s%\./);
    expect(await lossesOf(page, name)).toHaveLength(8);
  }
  const verdict = results(page).getByRole('region', { name: 'Verdict' });
  await verdict.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Link copied$/ })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await verdict.getByRole('button', { name: 'More: every step, speed, pairs' }).click();
  await page.getByRole('menuitem', { name: 'Measure speed (reruns the race)' }).click();
  await expectStep(page, 0);
  await expect(page.getByRole('button', { name: /^Race Quick .* timed$/ })).toBeVisible();
  await expect(results(page).getByRole('tab', { name: 'Timing' })).toBeVisible();
});
