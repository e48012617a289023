import type { Locator, Page } from '@playwright/test';
import { cnnSpec, expect, lane, openPage, results, stepUntil, test, type } from './page.ts';

const spec = cnnSpec({
  training: { steps: 12, evalEvery: 2 },
  lanes: [
    { name: 'A lane with a name of its own', optimizer: { id: 'adam', lr: 0.02 } },
    { optimizer: { id: 'sgd', lr: 0.02 } },
  ],
});

/** How far what the page lays out is wider than the window; 0 where nothing sticks out. */
const excess = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/** Presses a button, checks what opens, and closes it. */
async function checkOpened(page: Page, button: Locator, opened: Locator): Promise<void> {
  await button.click();
  await expect(opened.last()).toBeVisible();
  const width = page.viewportSize()?.width ?? 0;
  const name = await button.getAttribute('aria-label');
  const box = await opened.last().boundingBox();
  expect(box?.x ?? -1, `left edge of ${name}`).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0), `right edge of ${name}`).toBeLessThanOrEqual(width);
  expect(await excess(page), `page with ${name} open`).toBe(0);
  await expect
    .poll(() => opened.last().evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
  await page.keyboard.press('Escape');
  await expect(opened).toHaveCount(0);
}

for (const width of [390, 360]) {
  test(`nothing that opens is wider than a phone of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openPage(page, spec);
    await stepUntil(page, 2);
    const [menu, dialog] = [page.getByRole('menu'), page.getByRole('dialog')];
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
    expect(await excess(page)).toBe(0);

    await checkOpened(page, button(/^Experiment: /), menu);
    await checkOpened(page, button('More: results, shortcuts and pages'), menu);
    await checkOpened(page, button(/^Speed: /), menu);
    await checkOpened(page, button('Training loss: settings and more'), dialog);
    await checkOpened(page, button('Validation accuracy: more'), menu);
    await checkOpened(page, button('Schedules: more'), menu);
    await page.keyboard.press('?');
    await expect(dialog).toBeVisible();
    expect(await excess(page)).toBe(0);
    await page.keyboard.press('Escape');
    await button('Validation accuracy: more').click();
    await page.getByRole('menuitem', { name: 'View as table' }).click();
    await expect(dialog).toBeVisible();
    expect(await excess(page)).toBe(0);
    await page.keyboard.press('Escape');
    await results(page)
      .getByRole('tab', { name: /^Gradients/ })
      .click();
    await checkOpened(page, button('Diagnostic rules'), dialog);

    await tab('Lanes');
    const card = lane(page, 'A lane with a name of its own');
    await checkOpened(page, card.getByRole('button', { name: /: more$/ }), menu);
    await checkOpened(page, card.getByRole('button', { name: /^Optimizer: / }), menu);
    await checkOpened(page, card.getByRole('button', { name: 'learning rate', exact: true }), dialog);
    await checkOpened(page, card.getByRole('button', { name: /learning rate schedule: / }), dialog);
    await checkOpened(page, card.getByRole('button', { name: /beta 1 schedule: / }), dialog);

    await tab('Set-up');
    for (const name of ['Data', 'Model', 'Length', 'Race']) {
      await checkOpened(page, button(new RegExp(`^${name} `)), dialog);
    }
  });
}

test('the popover of a schedule ends where its controls do, and its choices stay where they are', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, cnnSpec());
  await lane(page)
    .getByRole('button', { name: /learning rate schedule: Constant$/ })
    .click();
  const popover = page.getByRole('dialog', { name: 'Learning rate schedule' });
  const tile = popover.getByRole('radio', { name: 'Cosine', exact: true }).locator('..');
  const before = await tile.boundingBox();
  const last = popover.getByRole('textbox').last();
  const bottom = async (): Promise<number> => {
    const panel = await popover.locator('> div').boundingBox();
    const box = await last.boundingBox();
    return (panel?.y ?? 0) + (panel?.height ?? 0) - (box?.y ?? 0) - (box?.height ?? 0);
  };
  expect(await bottom()).toBeLessThan(40);
  await tile.click();
  await expect(lane(page).getByRole('button', { name: /learning rate schedule: Cosine$/ })).toBeVisible();
  expect(await tile.boundingBox()).toEqual(before);
  expect(await bottom()).toBeLessThan(40);
});

test('the tip on a copied link is gone once something else is opened', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, cnnSpec());
  await stepUntil(page, 1);
  await type(lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true }), '0.7');
  await stepUntil(page, 2);
  await page.getByRole('button', { name: 'Share: copy the link to this experiment' }).click();
  const tip = page.getByRole('tooltip').filter({ hasText: 'Link copied' });
  await expect(tip).toBeVisible();
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(tip).toHaveCount(0, { timeout: 1000 });
});
