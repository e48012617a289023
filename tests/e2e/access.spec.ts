import type { Page } from '@playwright/test';
import { expectNoViolation } from './axe.ts';
import {
  chooseSpeed,
  cnnSpec,
  continueIfPrompted,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  openPage,
  pauseButton,
  progress,
  results,
  smallSpec,
  stepNow,
  test,
  trainButton,
} from './page.ts';

/** The page as it is now, in one scheme of colours after the other. */
async function expectNoViolationInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectNoViolation(page);
  }
}

test.describe('axe finds no violation, in the light and in the dark,', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } }); // axe would measure a colour under way

  test('before, while and after training', async ({ page }) => {
    await openPage(page);
    await expectNoViolationInBoth(page);
    await page.goto('about:blank');
    await openPage(page, smallSpec({ training: { steps: 60, evalEvery: 20 } }));
    await chooseSpeed(page, '1 step a second');
    await trainButton(page).click();
    await expectStepFrom(page, 1);
    await expectNoViolationInBoth(page);
    await expect(pauseButton(page)).toBeVisible(); // it trains still
    await chooseSpeed(page, 'Full speed');
    await expect(lane(page).getByText('Finished')).toBeVisible();
    await expectNoViolationInBoth(page);
    for (const tab of await results(page).getByRole('tab').all()) {
      await tab.click();
      await expectNoViolationInBoth(page);
    }
  });

  test('in each drawer, menu and popover', async ({ page }) => {
    await openPage(page, cnnSpec());
    for (const name of ['Data', 'Model', 'Length', 'Race']) {
      await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
      await expect(page.getByRole('dialog', { name, exact: true })).toBeVisible();
      await expectNoViolationInBoth(page);
      await page.keyboard.press('Escape');
    }
    for (const name of [/^Experiment: /, /^Optimizer: /, /^Theme: /, /^Training loss: more$/]) {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectNoViolationInBoth(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    }
    for (const name of ['learning rate', 'Nesterov learning rate schedule: Constant']) {
      await lane(page).getByRole('button', { name, exact: true }).click();
      await expect(page.getByRole('dialog').locator('.katex').first()).toBeVisible();
      await expectNoViolationInBoth(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });

  test('in a race, with its menus, and at its end', async ({ page }) => {
    const target = { metric: 'validationAccuracy', value: 0.9 };
    const lanes = [{ optimizer: { id: 'nesterov', lr: 0.02 } }, { optimizer: { id: 'sgd', lr: 1e9 } }];
    await openPage(page, smallSpec({ training: { steps: 10, evalEvery: 5, target }, lanes }));
    await page.getByRole('button', { name: 'Nesterov: more' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolationInBoth(page);
    await page.keyboard.press('Escape');
    await trainButton(page).click();
    await expect(results(page).getByText('Learning rates not tuned')).toBeVisible();
    await expectNoViolationInBoth(page);
    await results(page).getByRole('tab', { name: 'Confusion' }).click();
    await results(page)
      .getByRole('button', { name: /^Results of / })
      .click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolationInBoth(page);
  });

  test('on a phone, on each of its three tabs', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openPage(page, smallSpec({ training: endless }));
    await expectNoViolationInBoth(page);
    await trainButton(page).click();
    await expect(pauseButton(page)).toBeVisible();
    for (const tab of ['Optimizer', 'Set-up', 'Train']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expectNoViolationInBoth(page);
      const [whole, seen] = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollWidth, clientWidth];
      });
      expect(seen).toBe(390);
      expect(whole).toBe(seen);
    }
  });

  test('after a divergence and with an error to tell', async ({ page }) => {
    await openPage(page, smallSpec({ optimizer: { lr: 1e30 } }));
    await trainButton(page).click();
    await expect(lane(page).getByText('Diverged', { exact: true })).toBeVisible();
    await page.evaluate(() => {
      location.hash = '#v1.@@@';
    });
    await expect(
      page.getByRole('alert').filter({ hasText: 'This link can’t be opened: it is damaged.' }),
    ).toBeVisible();
    const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
    await rate.fill('none');
    await rate.press('Enter');
    await expect(lane(page).getByRole('alert')).toBeVisible();
    await expectNoViolationInBoth(page);
  });
});

test('with more lanes than fit, which scroll in their sidebar and not the whole page', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const lanes = Array.from({ length: 4 }, () => ({
    optimizer: { id: 'nesterov' },
    clip: { globalNorm: 1 },
  }));
  await openPage(page, smallSpec({ lanes }));
  const heights = await page.evaluate(() => {
    const { scrollHeight: whole, clientHeight: seen } = document.documentElement;
    const sidebar = document.querySelector('aside');
    return { whole, seen, overSidebar: (sidebar?.scrollHeight ?? 0) - (sidebar?.clientHeight ?? 0) };
  });
  expect(heights.overSidebar).toBeGreaterThan(0);
  expect(heights.whole).toBe(heights.seen);
});

test('in a race of two seeds, whose bar keeps all it shows within the window', async ({ page }) => {
  // on a software adapter, where both seeds are not over at once
  await openPage(page, smallSpec({ training: { steps: 4000 }, parts: { seeds: 2 } }), 'webgpu');
  await trainButton(page).click();
  const stop = progress(page).getByRole('button', { name: 'Stop here' });
  await expect(stop).toBeVisible();
  for (const width of [1440, 1100, 1000, 820, 700, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(stop).toBeVisible();
    const [whole, seen] = await progress(page).evaluate((bar) => [bar.scrollWidth, bar.clientWidth]);
    expect(seen).toBeGreaterThan(0);
    expect(whole, `at ${width}`).toBe(seen);
  }
});

/** Presses Tab until the focus is where it should come to. */
async function tabTo(page: Page, role: string, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      const label = activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      return `${activeElement?.getAttribute('role') ?? activeElement?.localName}: ${label}`;
    });
  const passed: string[] = [];
  while (passed.length < 40) {
    await page.keyboard.press('Tab');
    const now = await focused();
    if (now === `${role}: ${name}`) return;
    passed.push(now);
  }
  expect(passed).toContain(`${role}: ${name}`);
}

test('the main path by keyboard alone', async ({ page }) => {
  await openPage(page, smallSpec({ training: endless }));
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the charts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await page.keyboard.press('Space');
  await expect(pauseButton(page)).toBeVisible();
  await expectStepFrom(page, 3);
  await page.keyboard.press('Space');
  await expect(trainButton(page)).toBeEnabled();
  await expect(lane(page).getByText('Paused')).toBeVisible();
  const paused = await stepNow(page);
  await page.keyboard.press('ArrowRight');
  await expectStep(page, paused + 1);

  const figure = page.getByRole('region', { name: 'Training loss' }).getByRole('figure');
  await expect(figure).toHaveAccessibleName(/, log scale: /);
  await page.keyboard.press('l');
  await expect(figure).toHaveAccessibleName(/, linear scale: /);

  await page.keyboard.press('r');
  await continueIfPrompted(page);
  await expectStep(page, 0);
  await page.keyboard.press('ArrowRight');
  await expectStep(page, 1);
  await page.keyboard.press('Shift+R');
  await expect(page.getByRole('button', { name: /^Race .* seed 2$/ })).toBeVisible();
  await expectStep(page, 0);

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toBeVisible();
  await expect(keys.getByRole('term')).toHaveText(['Space', '→', 'R', 'ShiftR', 'L', '1to8', 'P', '?']);
  await page.keyboard.press('Space'); // belongs to the dialog
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expectStep(page, 0);
});

test('the sidebar by keyboard: sliders keep their arrows, boxes their letters, drawers hand the focus back', async ({
  page,
}) => {
  await openPage(page, smallSpec());
  await tabTo(page, 'slider', 'Nesterov learning rate');
  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
  await page.keyboard.press('ArrowRight');
  await expect(rate).toHaveValue('0.021');
  await page.keyboard.press('PageDown');
  await expect(rate).toHaveValue('0.0105');
  await page.keyboard.press('Home');
  await expect(rate).toHaveValue('0.0001');
  await expect(lane(page).getByRole('slider', { name: 'Nesterov learning rate' })).toBeFocused();
  await expectStep(page, 0); // the page's own arrow took no step

  await page.keyboard.press('Tab');
  await expect(rate).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1e-3 rl');
  await expect(rate).toHaveValue('1e-3 rl');
  await page.keyboard.press('Escape');
  await expect(rate).toHaveValue('0.0001');
  await page.keyboard.press('ArrowUp');
  await expect(rate).toHaveValue('0.000105');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const schedule = page.getByRole('dialog').filter({ hasText: 'Learning rate schedule' });
  await expect(schedule).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(schedule).toBeHidden();
  await expect(
    lane(page).getByRole('button', { name: 'Nesterov learning rate schedule: Constant' }),
  ).toBeFocused();

  const row = page.getByRole('button', { name: /^Length / });
  await row.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Length', exact: true });
  await expect(drawer).toBeVisible();
  await tabTo(page, 'input', 'Length in steps');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('77');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(row).toBeFocused();
  await expect(row).toHaveAccessibleName('Length 77 steps evaluated every 50');
});

test('a chart by keyboard: the crosshair reads out, Enter zooms, Escape shows all again', async ({
  page,
}) => {
  await openPage(page, smallSpec({ training: { steps: 30 } }));
  await trainButton(page).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  const loss = page.getByRole('region', { name: 'Training loss' });
  await loss.getByRole('figure').focus();
  await page.keyboard.press('Home');
  await expect(loss.getByRole('status')).toHaveText(/^Step 0; Nesterov smoothed (\S+), raw \1$/);
  await page.keyboard.press('ArrowRight');
  await expect(loss.getByRole('status')).toHaveText(/^Step 1; Nesterov smoothed \S+, raw \S+$/);
  await page.keyboard.press('Enter');
  await expect(loss.getByRole('button', { name: 'Steps 27 to 31: reset zoom' })).toBeVisible(); // four at least
  await page.keyboard.press('Escape');
  await expect(loss.getByRole('button', { name: /reset zoom$/ })).toBeHidden();
  await expectStep(page, 30);
});

/** Tells the page that its tab was hidden, or is shown again. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    const visibilityState = isHidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

test('a hidden tab trains on in WebAssembly', async ({ page }) => {
  await openPage(page, smallSpec({ training: endless }), 'wasm');
  await trainButton(page).click();
  await expectStepFrom(page, 2);
  await setHidden(page, true);
  await expect(page).toHaveTitle(/training in the background/);
  await expectStepFrom(page, (await stepNow(page)) + 5);
  await setHidden(page, false);
  await expect(page).not.toHaveTitle(/background/);
});

test('a hidden tab trains on and says so', async ({ page }) => {
  await openPage(page, smallSpec({ training: endless }), 'webgpu'); // whose notice stands before that of the tab
  await trainButton(page).click();
  await expectStepFrom(page, 2);
  await setHidden(page, true);
  const whenHidden = await stepNow(page);
  await expect(page).toHaveTitle(/^▶ \d+ · loss \d\.\d\d · training in the background – Downhill$/);
  await expectStepFrom(page, whenHidden + 5);
  await setHidden(page, false);
  const notice = page
    .getByRole('status')
    .filter({ hasText: 'Training continued while this tab was hidden.' });
  await page.getByRole('status').getByRole('button', { name: 'Close this message' }).click();
  await expect(notice).toBeVisible();
  await expect(page).not.toHaveTitle(/background/);
  await notice.getByRole('button', { name: 'Close this message' }).click();
  await expect(notice).toBeHidden();
  await expect(pauseButton(page)).toBeVisible();
});
