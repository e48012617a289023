import type { Locator, Page } from '@playwright/test';
import { expectNoViolation } from './axe.ts';
import { choose, cnnSpec, expect, expectStep, lane, openPage, stepUntil, test } from './page.ts';

async function chooseOptimizer(page: Page, from: string, to: string): Promise<Locator> {
  await lane(page, from)
    .getByRole('button', { name: `Optimizer: ${from}` })
    .click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${to} (?!1983)`) }).click();
  const card = lane(page, to);
  await expect(card).toBeVisible();
  return card;
}

test('NMGD comes with its schedule, which holds the slider, and with attention', async ({ page }) => {
  await openPage(page, cnnSpec());
  const card = await chooseOptimizer(page, 'Nesterov', 'NMGD');
  await expect(card.getByText('set by the schedule: NMGD')).toBeVisible();
  const box = card.getByRole('textbox', { name: 'NMGD momentum', exact: true });
  await expect(box).toBeDisabled();
  await expect(box).toHaveValue('–'); // nothing is set here; what a step uses stands beside it
  await expect(card.getByText('now 0.5', { exact: true })).toBeVisible();
  await expect(card.getByRole('slider', { name: 'NMGD momentum', exact: true })).toHaveCount(0); // nothing to take hold of

  await card.getByRole('button', { name: 'NMGD momentum schedule: NMGD' }).click();
  const popover = page.getByRole('dialog', { name: 'Momentum schedule' });
  await expect(popover.getByRole('radio', { name: 'NMGD' })).toBeChecked();
  await expectNoViolation(page);
  const choices = popover.getByRole('radiogroup', { name: 'Schedule' });
  await choose(choices, 'One cycle');
  await expect(popover.getByRole('switch', { name: 'NMGD momentum schedule: three phases' })).toBeVisible();
  await expect(card.getByText('set by the schedule: One cycle')).toBeVisible();
  await choose(choices, 'Constant');
  await expect(box).toBeEnabled();
  await page.keyboard.press('Escape');

  await stepUntil(page, 1);
  await card.getByRole('button', { name: 'More', exact: true }).click();
  await expect(card.getByRole('textbox', { name: 'NMGD temperature' })).toBeHidden();
  await card.getByRole('switch', { name: 'NMGD gradient attention' }).press('Space');
  await expectStep(page, 0);
  await expect(card.getByRole('textbox', { name: 'NMGD temperature' })).toHaveValue('1');
  await expect(card.getByRole('textbox', { name: 'NMGD stored gradients' })).toHaveValue('4');
  await expectNoViolation(page);
});

test('Adam has beta 1 on a schedule, clipping, a guard and a formula with values', async ({ page }) => {
  await openPage(page, cnnSpec());
  const card = await chooseOptimizer(page, 'Nesterov', 'Adam');
  await expect(card.getByRole('textbox', { name: 'Adam learning rate' })).toHaveValue('0.001');
  await expect(card.getByRole('button', { name: 'Adam beta 1 schedule: Constant' })).toBeVisible();

  await card.getByRole('button', { name: 'More', exact: true }).click();
  await card.getByRole('switch', { name: 'Adam clip by norm: on' }).press('Space');
  await card.getByRole('switch', { name: 'Adam guard: on' }).press('Space');
  await expect(card.getByText('no steps skipped')).toBeVisible();
  await stepUntil(page, 2);
  await expect(page.getByRole('region', { name: 'Schedules' })).toContainText('beta 1');
  const norm = card.getByRole('textbox', { name: 'Adam clip by norm', exact: true });
  await norm.fill('4');
  await norm.press('Enter');
  await stepUntil(page, 3); // the number moved within the run
  await expect(card.getByText('no steps skipped')).toBeVisible();

  await card.getByRole('button', { name: 'learning rate', exact: true }).click();
  const help = page.getByRole('dialog', { name: 'Learning rate' });
  await expect(help.locator('annotation').first()).toContainText('\\beta_1');
  await help.getByText('Values', { exact: true }).click();
  await expect(help.locator('annotation').first()).toContainText('0.999');
  await expect(help.locator('annotation').first()).not.toContainText('\\beta_1');
  await expect(help).toContainText('2 numbers per parameter');
  await expect(help).toContainText('MiB');
  await expectNoViolation(page);
});
