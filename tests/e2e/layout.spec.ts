import type { Locator, Page } from '@playwright/test';
import { expectNoViolation } from './axe.ts';
import {
  banner,
  built,
  chooseSpeed,
  cnnSpec,
  endless,
  expect,
  expectStepFrom,
  lane,
  openPage,
  pauseButton,
  progress,
  raceOver,
  results,
  test,
  trainButton,
  workerScript,
} from './page.ts';

const names = ['NMGD', 'Nesterov', 'SGD', 'Momentum'];
const lanes = [
  { optimizer: { id: 'nmgd', lr: 0.02 } },
  { optimizer: { id: 'nesterov', lr: 0.02 } },
  { optimizer: { id: 'sgd', lr: 0.02 } },
  { optimizer: { id: 'momentum', lr: 0.02 } },
];

/** A race of four lanes that goes on for as long as the test does. */
const longRace = cnnSpec({ training: endless, lanes });

const loss = (page: Page): Locator => page.getByRole('region', { name: 'Training loss', exact: true });
const rate = (page: Page, name: string): Locator =>
  lane(page, name).getByRole('slider', { name: `${name} learning rate` });

/**
 * Brings each lane's slider in turn into view, and tells which of them is then not wholly inside the window, or covered,
 * or has the loss chart out of sight.
 */
const unseen = (page: Page): Promise<string[]> =>
  page.evaluate((of) => {
    const isSeen = (element: Element | null | undefined): boolean => {
      if (!element) return false;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return isInside && hit !== null && (element.contains(hit) || hit.contains(element));
    };
    const heading = [...document.querySelectorAll('h2')].find((h2) => h2.textContent === 'Training loss');
    const figure = heading?.closest('section')?.querySelector('[role="figure"], figure');
    return of.flatMap((name) => {
      const slider = document.querySelector(`[role="slider"][aria-label="${name} learning rate"]`);
      slider?.scrollIntoView({ block: 'center' });
      return [...(isSeen(slider) ? [] : [name]), ...(isSeen(figure) ? [] : [`the loss beside ${name}`])];
    });
  }, names);

/** How far the page, its charts and its sidebar reach beyond their width. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const parts = [document.documentElement, ...document.querySelectorAll('main, main > *, aside')];
    return Math.max(...parts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });

/** Trains slowly, for the steps themselves do not matter here. */
async function train(page: Page): Promise<void> {
  await chooseSpeed(page, '1 step a second');
  await trainButton(page).click();
  await expect(pauseButton(page)).toBeVisible();
}

test('while it trains, the loss and the sliders of each lane are seen together from 700 to 1279 px', async ({
  page,
}) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openPage(page, longRace);
  await train(page);
  await expectStepFrom(page, 2);
  for (const [width, height] of [
    [820, 1180],
    [700, 1000],
    [768, 1024],
    [959, 700],
    [960, 700],
    [1024, 768],
    [1180, 820],
    [1279, 800],
    [844, 390], // a phone on its side
  ] as const) {
    await page.setViewportSize({ width, height });
    await loss(page).scrollIntoViewIfNeeded();
    await expect.poll(() => unseen(page), `${width} × ${height}`).toEqual([]);
    for (const card of ['Validation accuracy', 'Schedules', 'Results']) {
      const region = page.getByRole('region', { name: card, exact: true });
      await region.scrollIntoViewIfNeeded();
      await expect(region).toBeInViewport();
    }
  }
  await rate(page, 'Momentum').scrollIntoViewIfNeeded();
  await rate(page, 'Momentum').focus();
  await page.keyboard.press('ArrowRight');
  await expect(
    lane(page, 'Momentum').getByRole('textbox', { name: 'Momentum learning rate', exact: true }),
  ).toHaveValue('0.021');
});

test('at no width does anything reach beyond the window, and axe finds no violation', async ({ page }) => {
  await openPage(page, longRace);
  await train(page);
  await expectStepFrom(page, 2);
  for (const width of [320, 360, 390, 640, 700, 820, 960, 1024, 1280]) {
    await page.setViewportSize({ width, height: width === 640 ? 360 : 800 }); // 1280 × 720 at 200 %
    await test.step(`${width} px`, async () => {
      const tabs = width < 700 ? ['Train', 'Lanes', 'Set-up'] : [null];
      for (const tab of tabs) {
        if (tab !== null) await page.getByRole('tab', { name: tab, exact: true }).click();
        await expect.poll(() => overflow(page), tab ?? 'page').toBe(0);
        if ([320, 640, 820, 1024].includes(width)) await expectNoViolation(page);
      }
    });
  }
});

test('on a low window of 640 px the loss stands beside the lanes, each of which can be reached', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 360 });
  await openPage(page, longRace);
  await train(page);
  await page.getByRole('tab', { name: 'Lanes', exact: true }).click();
  await expect.poll(() => unseen(page)).toEqual([]);
});

test('the keyboard goes from the transport to the lanes, then to the charts and the results', async ({
  page,
}) => {
  await openPage(page, longRace);
  await train(page);
  for (const width of [820, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await pauseButton(page).focus();
    const passed: string[] = [];
    for (let presses = 0; presses < 120 && !passed.includes('tab'); presses++) {
      await page.keyboard.press('Tab');
      passed.push(await focusedPart(page));
    }
    const order = passed.filter((part, i) => part !== '' && passed.indexOf(part) === i);
    expect(order, `at ${width}`).toEqual(['slider', 'figure', 'tab']);
  }
});

/** Which of the parts that tell the order has the focus. */
const focusedPart = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement?.closest('[aria-label="Results"]')) return 'tab';
    if (activeElement?.closest('[data-chart]')?.querySelector('h2')?.textContent === 'Training loss')
      return 'figure';
    return activeElement?.closest('aside')?.contains(activeElement) &&
      activeElement.getAttribute('role') === 'slider'
      ? 'slider'
      : '';
  });

test('what the header has no room for is in its last menu', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openPage(page, cnnSpec());
  const header = page.getByRole('banner');
  await expect(header.getByRole('button')).toHaveCount(3); // the experiment, its link, the menu
  const open = () => header.getByRole('button', { name: /^More: / }).click();
  await open();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open();
  await page.getByRole('menuitemcheckbox', { name: 'Projector' }).click();
  await expect(page.getByRole('button', { name: /^Data / })).toBeHidden();
  await open();
  await expectNoViolation(page);
  await page.getByRole('menuitem', { name: /WebAssembly/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Where training runs' });
  await expect(dialog).toContainText('WebAssembly');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

/** Where the tabs of the results and the charts above them are. */
async function places(page: Page): Promise<Record<string, number[]>> {
  const widths: Record<string, number[]> = {};
  const add = async (name: string, part: Locator) => {
    const box = await part.boundingBox();
    widths[name] = box ? [box.x, box.y, box.width, box.height].map(Math.round) : [];
  };
  for (const tab of await results(page).getByRole('tab').all())
    await add((await tab.getAttribute('id')) ?? '', tab);
  await add('loss', loss(page));
  await add('accuracy', page.getByRole('region', { name: 'Validation accuracy', exact: true }));
  return widths;
}

for (const seeds of [1, 3]) {
  test(`a race of ${seeds === 1 ? 'one seed' : 'seeds'}: no tab and no chart moves from its start to its end`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const target = { metric: 'validationAccuracy', value: 0.9 } as const;
    const parts = { seeds };
    const training = { steps: 60, evalEvery: 30, target };
    await openPage(page, cnnSpec({ training, lanes: [lanes[1], lanes[2]].flatMap((of) => of ?? []), parts }));
    await train(page);
    await expect(results(page).getByRole('tab').first()).toHaveText('Verdict');
    await expect(results(page).getByRole('tab', { name: 'Standings', selected: true })).toBeVisible();
    const before = await places(page);
    await chooseSpeed(page, 'Full speed');
    await raceOver(page);
    expect(await places(page)).toEqual(before);
    expect(await scrolledBoxes(results(page))).toBe(0);
  });
}

/** How many parts of the results scroll up and down in a box of their own. */
const scrolledBoxes = (card: Locator): Promise<number> =>
  card.evaluate((root) => {
    const scrolls = (part: Element) =>
      /auto|scroll/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight + 1;
    return [...root.querySelectorAll('*')].filter(scrolls).length;
  });

test('the verdict says during the race when it comes; a race of seeds has its schedules in a tab', async ({
  page,
}) => {
  const parts = { seeds: 7 };
  await openPage(
    page,
    cnnSpec({ training: { steps: 5000, evalEvery: 1000 }, lanes: lanes.slice(1, 3), parts }),
  );
  await train(page);
  await results(page).getByRole('tab', { name: 'Verdict' }).click();
  await expect(results(page)).toContainText('after 7 seeds');
  await expect(page.getByRole('region', { name: 'Schedules', exact: true })).toHaveCount(0);
  await results(page).getByRole('tab', { name: 'Schedules' }).click();
  await expect(results(page).getByRole('figure', { name: /learning rate/i })).toBeVisible();
  await expectNoViolation(page);
  await progress(page).getByRole('button', { name: 'Stop here' }).click();
  await results(page).getByRole('tab', { name: 'Verdict' }).click();
  await expect(results(page).getByRole('heading', { level: 3 }).first()).toBeVisible();
});

test.describe('from the first paint on nothing moves', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifts: [] });
      new PerformanceObserver((list) => {
        const { shifts } = window as unknown as { shifts: number[] };
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
  });

  const shifted = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
    );

  for (const [width, height] of [
    [1280, 720],
    [820, 1180],
    [390, 844],
  ] as const) {
    test(`at ${width} × ${height}, on an adapter that has a message`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openPage(page, undefined, 'webgpu');
      await expect(banner(page, 'Training on the CPU.')).toBeVisible();
      expect(await shifted(page)).toBeLessThan(0.02);
    });
  }

  test('where the browser is long in answering, the answer takes the place of the question', async ({
    page,
  }) => {
    let answer = (): void => undefined;
    const painted = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(workerScript, async (route) => {
      await painted;
      await route.continue();
    });
    await page.goto('./');
    await expect(banner(page, 'Asking the browser for a GPU…')).toBeVisible();
    answer();
    await expect(banner(page, 'Training on the CPU.')).toBeVisible();
    await expect(banner(page, 'Asking the browser for a GPU…')).toHaveCount(0);
    await built(page);
    expect(await shifted(page)).toBeLessThan(0.02);
  });
});

test('on a phone the loss stays in its place when training begins, and the standings come below it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, longRace);
  const top = (await loss(page).boundingBox())?.y;
  await train(page);
  await expect(results(page).getByRole('rowheader')).toHaveText(names);
  const box = await loss(page).boundingBox();
  expect(box?.y).toBe(top);
  expect((await results(page).boundingBox())?.y).toBeGreaterThan((box?.y ?? 0) + (box?.height ?? 0));
});
