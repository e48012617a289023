import type { Page } from '@playwright/test';
import {
  cnnSpec,
  expect,
  expectStepFrom,
  lane,
  openDrawer,
  openPage,
  raceOver,
  results,
  test,
  trainButton,
  type,
} from './page.ts';

const learning = { name: 'Healthy', optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } };
/** Whose every ReLU is silent after its first steps. */
const dead = { name: 'Dead', optimizer: { id: 'adam', lr: 1 } };

const note = (page: Page, name: string) => lane(page, name).getByRole('status');
const badge = (page: Page, name: string, text: string) => lane(page, name).getByText(text, { exact: true });

test('a lane that is dead from the start is said to be, and Retry has it learn', async ({ page }) => {
  await openPage(page, cnnSpec({ training: { steps: 200, evalEvery: 50 }, lanes: [learning, dead] }));
  await trainButton(page).click();
  await expect(badge(page, 'Dead', 'Not learning')).toBeVisible();
  await expect(note(page, 'Dead')).toContainText(
    /^Not learning: no better than guessing \(\d+(\.\d+)?\s%\) since the start\. Likely cause: learning rate 1\./,
  );
  await expect(note(page, 'Healthy')).toHaveCount(0);
  await raceOver(page);
  await expect(badge(page, 'Dead', 'Not learning')).toBeVisible();

  await note(page, 'Dead')
    .getByRole('button', { name: /^Retry at lr / })
    .click();
  await expectStepFrom(page, 100);
  await raceOver(page);
  await expect(note(page, 'Dead')).toHaveCount(0);
});

test('a lane that is ruined near the end has collapsed, beside its best; the edit is to blame', async ({
  page,
}) => {
  const ruined = {
    name: 'Ruined',
    optimizer: { id: 'sgd', lr: 0.1 },
    events: [{ step: 170, set: { 'optimizer.lr': 0.5 } }],
  };
  await openPage(page, cnnSpec({ training: { steps: 200, evalEvery: 50 }, lanes: [learning, ruined] }));
  await trainButton(page).click();
  await raceOver(page);
  await expect(badge(page, 'Ruined', 'Collapsed')).toBeVisible();
  await expect(note(page, 'Ruined')).toContainText(
    /^Collapsed: no better than guessing \(\d+(\.\d+)?\s%\) .*learning rate changed from 0\.1 to 0\.5 at step 170.*\. Best \d/,
  );
  await expect(note(page, 'Healthy')).toHaveCount(0);
});

test('the Gradients tab opens on the lane there is a note of, and goes to the leader when told', async ({
  page,
}) => {
  await openPage(page, cnnSpec({ training: { steps: 150, evalEvery: 50 }, lanes: [learning, dead] }));
  await trainButton(page).click();
  await results(page)
    .getByRole('tab', { name: /^Gradients with a note/ })
    .click();
  const notes = results(page).getByRole('region', { name: 'Notes on the layers' });
  await expect(notes).toContainText(/explode|vanish|stalled/);
  const chart = results(page).getByRole('figure');
  await expect(chart).toHaveAccessibleName(/ of each layer of Dead /);
  await results(page).getByRole('button', { name: 'Results of Dead: choose a lane' }).click();
  await page.getByRole('menuitemradio', { name: 'The leader' }).click();
  await expect(chart).toHaveAccessibleName(/ of each layer of Healthy /);
});

test('a learning rate beyond its slider says so, and that it is unusual', async ({ page }) => {
  await openPage(page, cnnSpec());
  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
  await type(rate, '500');
  await expect(lane(page)).toContainText(
    'Beyond the slider, which ends at 10: unusually high for a learning rate.',
  );
  await expect(lane(page).getByRole('slider', { name: 'Nesterov learning rate' })).toHaveAttribute(
    'aria-valuetext',
    '500, above the slider',
  );
  await type(rate, '0.02');
  await expect(lane(page)).not.toContainText('Beyond the slider');
});

test('a warm-up longer than the run is said beside its control, before a race and in its verdict', async ({
  page,
}) => {
  const warm = {
    name: 'Warm',
    optimizer: { id: 'sgd', lr: 0.1 },
    lrSchedule: { id: 'constant', warmup: 500 },
  };
  await openPage(page, cnnSpec({ training: { steps: 60, evalEvery: 30 }, lanes: [learning, warm] }));
  const words =
    'The warm-up of 500 steps is longer than the run of 60: the learning rate never reaches its value.';
  await expect(lane(page, 'Warm')).toContainText(words);
  await expect(lane(page, 'Healthy')).not.toContainText('The warm-up');
  const race = await openDrawer(page, 'Race');
  await expect(race).toContainText(`Warm: ${words}`);
  await page.keyboard.press('Escape');
  await trainButton(page).click();
  await raceOver(page);
  await expect(results(page)).toContainText('Schedule cut short');
});
