import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import { specFromHash } from '../../src/experiment/url.ts';
import { textToFloats } from '../../src/race/float-text.ts';
import {
  expect,
  expectStep,
  expectStepFrom,
  lane,
  openPage,
  pauseButton,
  progress,
  restart,
  stepNow,
  stepUntil,
  test,
  trainButton,
  type,
} from '../e2e/page.ts';
import { onBusyMachine } from './busy.ts';
import type { Network } from './networks.ts';
import { aloneSpec, networks, untilStopped } from './networks.ts';

const limitSeconds = 600;
test.setTimeout(1000 * limitSeconds);

interface Exported {
  readonly spec: ExperimentSpec;
  readonly hashes: object;
  readonly losses: readonly number[];
  readonly evaluations: readonly { readonly step: number; readonly split: string }[];
}

async function exported(page: Page): Promise<Exported> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: 'Export result, JSON' }).click();
  const { spec, rounds } = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  expect(rounds).toHaveLength(1);
  const [{ hashes, runs }] = rounds;
  expect(runs).toHaveLength(1);
  const [{ loss, evaluations }] = runs;
  const losses = textToFloats(loss);
  if (losses === null) throw new Error('the losses of the file cannot be read');
  return { spec: parseSpec(spec), hashes, losses: [...losses], evaluations };
}

/** What training alone has made: where a run ends it is evaluated, be it stopped or at its length. */
function trained({ hashes, losses, evaluations }: Exported) {
  return { hashes, losses, evaluations: evaluations.filter(({ step }) => step < losses.length) };
}

/** The same experiment for as many steps as `disturbed` has taken, by a link, left alone. */
async function leftAlone(page: Page, { spec, losses }: Exported): Promise<Exported> {
  const steps = losses.length;
  await openPage(page, parseSpec({ ...spec, training: { ...spec.training, steps } }));
  await trainButton(page).click();
  await expect(page.getByRole('button', { name: 'Train again' }).first()).toBeVisible({ timeout: 180_000 });
  await expectStep(page, steps);
  const alone = await exported(page);
  expect(alone.losses).toHaveLength(steps);
  return alone;
}

/** Ends the run where it is. */
async function stop(page: Page): Promise<void> {
  await progress(page).getByRole('button', { name: 'Finish now' }).click();
  await expect(page.getByRole('button', { name: 'Train again' }).first()).toBeVisible();
}

/** Trains for as long as Pause takes to be found, and takes three single steps. */
async function pauseAndStep(page: Page): Promise<void> {
  await trainButton(page).click();
  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  await stepUntil(page, (await stepNow(page)) + 3);
}

for (const network of Object.keys(networks) as Network[]) {
  test(`${network} that is paused, stepped and restarted has the losses of a run left alone`, async ({
    page,
    context,
  }) => {
    await openPage(page, aloneSpec(network, untilStopped));
    const disturbed: Exported[] = [];
    await onBusyMachine(limitSeconds, async () => {
      for (const pauses of [1, 3]) {
        await restart(page);
        await expectStep(page, 0);
        for (let i = 0; i < pauses; i++) await pauseAndStep(page);
        await stop(page);
        disturbed.push(await exported(page));
      }
    });
    for (const run of disturbed) {
      expect(run.losses.length).toBeGreaterThan(6);
      const other = await context.newPage();
      expect(trained(await leftAlone(other, run))).toEqual(trained(run));
      await other.close();
    }
  });

  test(`${network} with live edits has the same losses when its link is trained again`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPage(page, aloneSpec(network, untilStopped));
    const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate', exact: true });
    await onBusyMachine(limitSeconds, async () => {
      await trainButton(page).click();
      await expectStepFrom(page, 10);
      await type(rate, '0.05');
      await expectStepFrom(page, (await stepNow(page)) + 50);
      await type(rate, '0.01');
      await stop(page);
      const edited = await exported(page);
      expect(edited.spec.lanes[0]?.events).toHaveLength(2);
      expect(edited.losses.length).toBeGreaterThan(60);
      await page.getByRole('button', { name: 'Share: copy the link to this experiment' }).click();
      await expect(page.getByRole('tooltip')).toContainText('Link copied');
      const link = await page.evaluate(() => navigator.clipboard.readText());
      const shared = specFromHash(new URL(link).hash);
      expect(shared).toEqual(edited.spec);
      for (let i = 0; i < 2; i++) {
        const again = await context.newPage();
        expect(trained(await leftAlone(again, edited))).toEqual(trained(edited));
        await again.close();
      }
    });
  });
}
