import type { Dialog, Page } from '@playwright/test';
import { expectNoViolation } from './axe.ts';
import {
  chooseSpeed,
  cnnSpec,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  openPage,
  replaceQuestion,
  restartButton,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

/** Trains to the end at ten steps a second, so that a race of 120 is worth a question however quick the machine is. */
async function trainSlowly(page: Page, steps: number): Promise<void> {
  await chooseSpeed(page, '10 steps a second');
  await trainButton(page).click();
  await expectStep(page, steps);
  await expect(lane(page).getByText('Finished')).toBeVisible();
}

test('a finished race that was not saved is asked about before it makes way, and saved by Enter', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ training: { steps: 120, evalEvery: 60 } }));
  await trainSlowly(page, 120);
  const question = replaceQuestion(page);
  const save = question.getByRole('button', { name: 'Save and continue' });

  await page.keyboard.press('r');
  await expect(question).toBeVisible();
  await expect(question).toContainText('It was not saved. Save it first?');
  await expect(save).toBeFocused();
  await expectNoViolation(page);
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expectStep(page, 120);

  // every way to lose it asks, be it a button, a menu that hands its focus back, or a box in a drawer
  await page.getByRole('button', { name: 'Add lane' }).click();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Nesterov: more' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(save).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  const drawer = page.getByRole('dialog', { name: 'Length', exact: true });
  await page.getByRole('button', { name: /^Length / }).click();
  const length = drawer.getByRole('textbox', { name: 'Length in steps' });
  await length.fill('80');
  await length.press('Enter');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(length).toHaveValue('120'); // and the drawer stays
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expectStep(page, 120);
  await expect(lane(page)).toHaveCount(1);

  await page.getByRole('button', { name: 'Train again' }).click();
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await saved).suggestedFilename()).toMatch(/\.json$/);
  await expect(question).toBeHidden();
  await expect(page.getByRole('region', { name: 'Training loss' }).getByTitle(/^Previous /)).toBeVisible();
  await expectStepFrom(page, 1); // Train again trains
  await restartButton(page).click(); // a few steps are no loss
  await expect(question).toBeHidden();
  await expectStep(page, 0);
});

test('a phone asks too, and Continue goes on without a file', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, cnnSpec({ training: { steps: 120, evalEvery: 60 } }));
  await chooseSpeed(page, '10 steps a second');
  await trainButton(page).click();
  await expect(page.getByRole('button', { name: 'Train again' })).toBeVisible();
  await restartButton(page).click();
  const question = replaceQuestion(page);
  await expect(question).toBeVisible();
  await expectNoViolation(page);
  for (const answer of await question.getByRole('button').all()) {
    expect((await answer.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await question.getByRole('button', { name: 'Continue without saving' }).click();
  await expectStep(page, 0);
});

test('the browser asks before a page with a run under way is left, and not before', async ({ page }) => {
  await openPage(page, cnnSpec());
  const prompted: Dialog[] = [];
  page.on('dialog', (dialog) => {
    prompted.push(dialog);
    void dialog.dismiss(); // stay
  });
  await page.getByRole('heading', { name: 'Training loss' }).click(); // a page nobody has touched may not ask
  await page.reload();
  await expect(trainButton(page)).toBeEnabled();
  expect(prompted).toEqual([]);

  await stepUntil(page, 2);
  await page.evaluate(() => location.reload());
  await expect.poll(() => prompted.map((dialog) => dialog.type())).toEqual(['beforeunload']);
  await expectStep(page, 2);
});
