import type { Page } from '@playwright/test';
import {
  chartTable,
  expect,
  expectStep,
  lane,
  openPage,
  results,
  smallSpec,
  stepUntil,
  test,
  trainButton,
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
  await openPage(page, smallSpec({ training, lanes: [nesterov, sgd] }));
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
  await expect(results(page).getByText('untuned')).toBeVisible();
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
  await expect(results(page).getByRole('heading', { name: /^One seed shows nothing/ })).toBeVisible();
  await results(page).getByRole('tab', { name: 'Standings' }).click();
  const places = results(page).getByRole('rowheader');
  await expect(places).toHaveCount(2);
});

test('a lane’s losses are the same alone as in company', async ({ page }) => {
  const short = { steps: 6, evalEvery: 6 };
  await openPage(page, smallSpec({ training: short, lanes: [sgd, nesterov] }));
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
  await openPage(page, smallSpec({ lanes: [nesterov, sgd] }));
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

  const more = renamed.getByRole('button', { name: 'Without momentum: more' });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move up' }).focus();
  await page.keyboard.press('Enter');
  await expectStep(page, 0);
  await expect(more).toBeFocused();
  const cards = page.getByRole('region', { name: 'Lanes', exact: true }).getByRole('heading');
  await expect(cards).toHaveText(['Lanes', 'Without momentum', 'Nesterov']);
  await chooseOf(page, 'Nesterov', 'Duplicate');
  await expect(cards).toHaveText(['Lanes', 'Without momentum', 'Nesterov', 'Nesterov 2']);
});
