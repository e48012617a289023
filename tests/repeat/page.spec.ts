import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  expect,
  expectStep,
  expectStepFrom,
  lane,
  openPage,
  pauseButton,
  restart,
  stepNow,
  stepUntil,
  test,
  trainButton,
  type,
} from '../e2e/page.ts';
import { onBusyMachine } from './busy.ts';
import type { Network } from './networks.ts';
import { aloneSpec, networks } from './networks.ts';

const limitSeconds = 600;
/** Of a run that is paused or changed: more than 300, so that it is still under way by then. */
const longSteps = 600;
test.setTimeout(1000 * limitSeconds);

/** What the exported result has of the run, without times; losses as the text that holds their bits. */
async function exportedFacts(page: Page) {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: 'Export result, JSON' }).click();
  const { spec, rounds } = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  return { spec, rounds: rounds.map((round: object) => ({ ...round, trainMs: 0 })) };
}

/** From where it is to the end. */
async function trainOn(page: Page): Promise<void> {
  await trainButton(page).click();
  await finished(page);
}

async function finished(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: 'Train again' }).first();
  await expect(again).toBeVisible({ timeout: 180_000 });
  await expectStep(page, longSteps);
}

/** Trains for as long as Pause takes to be found, and takes three single steps. */
async function pauseAndStep(page: Page): Promise<void> {
  await trainButton(page).click();
  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  const paused = await stepNow(page);
  expect(paused).toBeLessThan(longSteps - 3);
  await stepUntil(page, paused + 3);
}

for (const network of Object.keys(networks) as Network[]) {
  test(`${network} that is paused, stepped and restarted has the losses of a run left alone`, async ({
    page,
  }) => {
    await openPage(page, aloneSpec(network, longSteps));
    await trainOn(page);
    const undisturbed = await exportedFacts(page);
    await onBusyMachine(limitSeconds, async () => {
      for (const pauses of [1, 3]) {
        await restart(page);
        await expectStep(page, 0);
        for (let i = 0; i < pauses; i++) await pauseAndStep(page);
        await trainOn(page);
        expect(await exportedFacts(page)).toEqual(undisturbed);
      }
    });
  });

  test(`${network} with live edits has the same losses when its link is trained again`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPage(page, aloneSpec(network, longSteps));
    const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
    await onBusyMachine(limitSeconds, async () => {
      await trainButton(page).click();
      await expectStepFrom(page, 10);
      await type(rate, '0.05');
      await expectStepFrom(page, 60);
      await type(rate, '0.01');
      await finished(page);
      const edited = await exportedFacts(page);
      expect(edited.spec.lanes[0].events).toHaveLength(2);
      await page.getByRole('button', { name: 'Share: copy the link to this experiment' }).click();
      await expect(page.getByRole('tooltip')).toContainText('Link copied');
      const link = await page.evaluate(() => navigator.clipboard.readText());
      for (let i = 0; i < 2; i++) {
        const again = await context.newPage();
        await again.goto(link);
        await expect(trainButton(again)).toBeEnabled();
        await trainOn(again);
        expect(await exportedFacts(again)).toEqual(edited);
        await again.close();
      }
    });
  });
}
