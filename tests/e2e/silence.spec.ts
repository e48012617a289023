import type { Locator, Page } from '@playwright/test';
import {
  banner,
  cnnSpec,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  openPage,
  restartButton,
  stepNow,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

const long = cnnSpec({ training: endless });

/** Runs a piece of script in the training worker, in a task of its own. */
const inWorker = async (page: Page, script: string): Promise<void> => {
  await page.workers()[0]?.evaluate(`setTimeout(() => { ${script} }, 0)`);
};

const hang = (page: Page): Promise<void> => inWorker(page, 'for (;;);');
/** Holds the thread for longer than a silence may last. */
const spin = 'const end = performance.now() + 15_000; while (performance.now() < end);';

const question = (page: Page): Locator => banner(page, 'Training has not answered for over ');

/** That the page has a worker that trains, from the first step on. */
async function expectTrainsAnew(page: Page): Promise<void> {
  await expect(question(page)).toHaveCount(0);
  await expectStep(page, 0);
  await expect(trainButton(page)).toBeEnabled();
  await stepUntil(page, 1);
  await expect.poll(() => page.workers().length).toBe(1); // a worker that hangs takes the browser a while to end
}

test('a worker that hangs while it trains is asked about, and Restart the worker gets another', async ({
  page,
}) => {
  await openPage(page, long);
  await trainButton(page).click();
  await expectStepFrom(page, 2);
  await hang(page);
  await expect(question(page)).toContainText('It may still be busy.');
  await question(page).getByRole('button', { name: 'Restart the worker' }).click();
  await expectTrainsAnew(page);
});

test('Wait puts the question away, and the usual Restart gets another worker where this one is silent', async ({
  page,
}) => {
  await openPage(page, long);
  await stepUntil(page, 1);
  await hang(page);
  await question(page).getByRole('button', { name: 'Wait' }).click();
  await expect(question(page)).toHaveCount(0);
  await restartButton(page).click();
  await expectTrainsAnew(page);
});

test('a restart that a hanging worker does not take up is given to another, with no question', async ({
  page,
}) => {
  await openPage(page, long);
  await stepUntil(page, 2);
  await hang(page);
  await page.keyboard.press('r');
  await expect(page.getByText('Building the network…')).toBeVisible();
  await expectTrainsAnew(page);
});

test('a result that is read while the worker hangs stays on the page when another takes its place', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ training: { steps: 1 } }));
  await trainButton(page).click();
  await expect(page.getByRole('button', { name: 'Train again' })).toBeEnabled();
  const more = page.getByRole('button', { name: 'More: results, shortcuts and pages' });
  const saved = page.waitForEvent('download');
  await more.click();
  await page.getByRole('menuitem', { name: 'Export result, JSON' }).click();
  const file = await (await saved).path();
  const [hung] = page.workers();
  await hang(page);
  const chooser = page.waitForEvent('filechooser');
  await more.click();
  await page.getByRole('menuitem', { name: 'Import a result…' }).click();
  const gone = new Promise((done) => hung?.once('close', done));
  await (await chooser).setFiles(file);
  await gone;
  await expect(banner(page, 'Imported result of A small test')).toBeVisible();
  await page.getByRole('button', { name: 'Train again' }).click();
  await expectStep(page, 1);
});

test('a worker that answers after all goes on where it was, and the question goes away', async ({ page }) => {
  await openPage(page, long);
  await trainButton(page).click();
  await expectStepFrom(page, 2);
  await inWorker(page, spin);
  await expect(question(page)).toBeVisible();
  const before = await stepNow(page);
  await expect(question(page)).toHaveCount(0);
  await expectStepFrom(page, before + 2);
});

test('long work that the worker has announced is not asked about', async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.body?.textContent?.includes('Training has not answered'))
        Object.assign(globalThis, { prompted: true });
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  await openPage(page, long);
  await trainButton(page).click();
  await expectStepFrom(page, 2);
  await inWorker(
    page,
    `postMessage({ type: 'working', begun: true });
     ${spin}
     postMessage({ type: 'working', begun: false });
     globalThis.isDone = true;`,
  );
  await expect.poll(() => page.workers()[0]?.evaluate(() => Reflect.get(globalThis, 'isDone'))).toBe(true);
  await expectStepFrom(page, (await stepNow(page)) + 2);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'prompted'))).toBeUndefined();
});
