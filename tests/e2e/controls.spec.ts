import type { CDPSession, Locator, Page } from '@playwright/test';
import {
  cnnSpec,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  openDrawer,
  openPage,
  pauseButton,
  stepUntil,
  test,
  trainButton,
  type,
} from './page.ts';
import { specNow } from './weights-page.ts';

const rateBox = (page: Page): Locator =>
  lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
const rateSlider = (page: Page): Locator =>
  lane(page).getByRole('slider', { name: 'Nesterov learning rate', exact: true });

test.describe('a finger', () => {
  test.use({ viewport: { width: 390, height: 520 }, hasTouch: true, isMobile: true });

  /** Moves a finger from a place on the track of a slider by `dx` and `dy`, a twelfth at a time; lifts it unless told not to. */
  async function swipe(cdp: CDPSession, slider: Locator, dx: number, dy: number, lifts = true) {
    await slider.scrollIntoViewIfNeeded();
    const row = await slider.locator('xpath=..').boundingBox();
    if (row === null) throw new Error('the slider has no box');
    const [x, y] = [row.x + row.width * 0.85, row.y + row.height / 2];
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let i = 1; i <= 12; i++) {
      const touchPoints = [{ x: x + (dx * i) / 12, y: y + (dy * i) / 12 }];
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
    }
    if (lifts) await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('that scrolls over a slider changes nothing; one that goes along it moves it, and a cancel takes that back', async ({
    page,
    context,
  }) => {
    await openPage(page, cnnSpec());
    await page.getByRole('tab', { name: 'Optimizer' }).tap();
    await expect(rateBox(page)).toHaveValue('0.02');
    const cdp = await context.newCDPSession(page);
    const scrolled = () => page.evaluate(() => scrollY);

    await swipe(cdp, rateSlider(page), 3, -140);
    await expect.poll(scrolled).toBeGreaterThan(0);
    await expect(rateBox(page)).toHaveValue('0.02');

    await swipe(cdp, rateSlider(page), -60, 2);
    await expect(rateBox(page)).not.toHaveValue('0.02');
    const moved = await rateBox(page).inputValue();

    await swipe(cdp, rateSlider(page), -30, 2, false);
    await expect(rateBox(page)).not.toHaveValue(moved);
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    await expect(rateBox(page)).toHaveValue(moved);
  });

  test('finds a thumb of 24 px in a band of 44', async ({ page }) => {
    await openPage(page, cnnSpec());
    await page.getByRole('tab', { name: 'Optimizer' }).tap();
    const thumb = await rateSlider(page).boundingBox();
    expect(thumb?.width).toBeGreaterThanOrEqual(24);
    expect(thumb?.height).toBeGreaterThanOrEqual(44);
  });
});

test('a wheel over a slider, or over the box that is typed into, changes nothing; a thumb is 24 px for a mouse too', async ({
  page,
}) => {
  await openPage(page, cnnSpec());
  const target = await rateSlider(page).boundingBox();
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(24);
  for (const control of [rateSlider(page), rateBox(page)]) {
    await control.focus();
    await control.hover();
    await page.mouse.wheel(0, 120);
    await page.mouse.wheel(0, -40);
  }
  await expect(rateBox(page)).toHaveValue('0.02');
  // and a mouse on the track still moves it
  const row = await rateSlider(page).locator('xpath=..').boundingBox();
  if (row === null) throw new Error('the slider has no box');
  await page.mouse.click(row.x + row.width, row.y + row.height / 2);
  await expect(rateBox(page)).toHaveValue('10');
  await expect(rateSlider(page)).toBeFocused();
  await rateSlider(page).dblclick();
  await expect(rateBox(page)).toHaveValue('0.02'); // the experiment's own, not the default
});

test('a change reaches the lane though the browser refuses the address, which follows once it is taken', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const write = history.replaceState.bind(history);
    history.replaceState = (...args) => {
      if (sessionStorage.getItem('refuses') === 'yes') {
        throw new DOMException('Attempt to use history.replaceState() too often', 'SecurityError');
      }
      write(...args);
    };
  });
  const reject = (answer: 'yes' | 'no') =>
    page.evaluate((rejects) => sessionStorage.setItem('refuses', rejects), answer);
  // low enough that the network trains on wherever the hand lands: one that diverges ends the run before the pause
  const training = endless;
  await openPage(page, cnnSpec({ optimizer: { lr: 0.002 }, training }));
  await stepUntil(page, 1);
  await reject('yes');
  const before = page.url();
  await trainButton(page).click();
  await expectStepFrom(page, 3);
  await rateSlider(page).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('PageUp');
  await expect(rateBox(page)).toHaveValue('0.016');
  const used = page.getByRole('region', { name: 'Schedules' }).getByRole('definition').first();
  await expect(used).toHaveText('0.016');
  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  await expect(page.getByText('This experiment could not be loaded.')).toHaveCount(0);
  expect(page.url()).toBe(before);
  await reject('no');
  await expect.poll(() => page.url()).not.toBe(before);
  const copy = await page.context().newPage();
  await copy.goto(page.url());
  await expect(rateBox(copy)).toHaveValue('0.016');
  await copy.close();
});

test('numbers with commas and points are read as thousands, or refused with how to write them', async ({
  page,
}) => {
  await openPage(page, cnnSpec());
  const length = await openDrawer(page, 'Length');
  const steps = length.getByRole('textbox', { name: 'Length in steps' });
  for (const [typed, applied] of [
    ['1,000', '1\u202f000'],
    ['60,000', '60\u202f000'],
    ['1.000', '1\u202f000'],
    ['2,500', '2\u202f500'],
    ['1 000', '1\u202f000'],
    ['3e3', '3\u202f000'],
  ] as const) {
    await type(steps, typed);
    await expect(steps).toHaveValue(applied);
  }
  await page.keyboard.press('Escape');
  const race = await openDrawer(page, 'Race');
  const seed = race.getByRole('textbox', { name: 'Seed', exact: true });
  await type(seed, '12,345');
  await expect(seed).toHaveValue('12345');
  await race.getByRole('switch', { name: 'Race to a target' }).check({ force: true }); // its thumb lies over it
  const target = race.getByRole('textbox', { name: 'Target' });
  await type(target, '0.88');
  await expect(race.getByRole('alert')).toHaveText('Must be from 1 to 100\u202f%, got 0.88. Try 88.');
  await type(target, '91,5 %');
  await expect(target).toHaveValue('91.5');
  await page.keyboard.press('Escape');

  await type(rateBox(page), '1,500');
  await expect(lane(page).getByRole('alert')).toHaveText('“1,500” can mean 1500 or 1.5. Type one of these.');
  await type(rateBox(page), '1500');
  await expect(lane(page).getByText('Beyond the slider, which ends at 10')).toBeVisible();
  await type(rateBox(page), '0,05');
  await expect(rateBox(page)).toHaveValue('0.05');
  await expect(lane(page).getByText('Beyond the slider')).toHaveCount(0);
});

test('the Enter of an input method leaves a name open, and the next one takes it', async ({ page }) => {
  await openPage(page, cnnSpec());
  await page.getByRole('button', { name: 'Nesterov: more' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const box = page.getByRole('textbox', { name: 'Name of Nesterov' });
  await expect(box).toBeFocused();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'dongliang', selectionStart: 9, selectionEnd: 9 });
  const enter = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true };
  await box.dispatchEvent('keydown', enter);
  await expect(box).toBeVisible();
  await cdp.send('Input.insertText', { text: '动量' });
  await expect(box).toHaveValue('动量');
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
  await expect(lane(page, '动量')).toBeVisible();
});

test('a box has what was set, beside it stands what a step uses, for learning rate and momentum alike', async ({
  page,
}) => {
  const training = { steps: 6, evalEvery: 6 };
  const lrSchedule = { id: 'cosine' };
  await openPage(page, cnnSpec({ training, lane: { lrSchedule } }));
  await stepUntil(page, 3);
  await expect(rateBox(page)).toHaveValue('0.02');
  await expect(lane(page).getByText(/^now /)).toHaveText('now 0.01'); // half of the way down
  await expect(lane(page).getByText(/^now /)).toHaveCount(1); // the momentum is as it was set
  await trainButton(page).click();
  await expectStep(page, 6);
  await expect(lane(page).getByText('Finished')).toBeVisible();
  await expect(lane(page).getByText(/^last /)).toHaveText('last 0.00134'); // ½ (1 + cos 5π/6) of it
});

test('what was set by hand is named before Train again uses it, with the way back to the experiment', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ training: { steps: 4, evalEvery: 4 } }));
  await stepUntil(page, 2);
  await type(rateBox(page), '0.3');
  await trainButton(page).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  const note = lane(page).getByText('Train again uses learning rate 0.3; the experiment has 0.02.');
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'Train again' }).click();
  await expect(lane(page).getByText('Finished')).toBeVisible();
  await expect(rateBox(page)).toHaveValue('0.3');
  await expect(note).toBeVisible(); // and a way back is still there

  await lane(page).getByRole('button', { name: 'learning rate', exact: true }).click();
  const help = page.getByRole('dialog', { name: 'Learning rate' });
  await expect(help.getByRole('button', { name: 'Set to 0.05, the default' })).toBeEnabled();
  await help.getByRole('button', { name: 'Reset to 0.02, as in the experiment' }).click();
  await expect(rateBox(page)).toHaveValue('0.02');
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);
  await type(rateBox(page), '0.5');
  await lane(page).getByRole('button', { name: 'Reset to 0.02: Nesterov' }).click();
  await expect(rateBox(page)).toHaveValue('0.02');
  await expect.poll(() => specNow(page).lanes[0]?.optimizer.lr).toBe(0.02);
});

test('a lane in a narrow sidebar has its slider on a line of its own', async ({ page }) => {
  await page.setViewportSize({ width: 330, height: 700 });
  await openPage(page, cnnSpec());
  await page.getByRole('tab', { name: 'Optimizer' }).click();
  const row = async () => {
    const [box, slider] = [
      await rateBox(page).boundingBox(),
      await rateSlider(page).locator('xpath=..').boundingBox(),
    ];
    return { isUnder: (slider?.y ?? 0) >= (box?.y ?? 0) + (box?.height ?? 0), width: slider?.width ?? 0 };
  };
  await page.setViewportSize({ width: 310, height: 700 });
  await expect.poll(async () => (await row()).isUnder).toBe(true);
  expect((await row()).width).toBeGreaterThan(200);
  await page.setViewportSize({ width: 390, height: 700 });
  await expect.poll(async () => (await row()).isUnder).toBe(false);
});
