import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { floatsToText, textToFloats } from '../../src/race/float-text.ts';
import { expectNoViolation } from './axe.ts';
import { madeResult } from './made-race.ts';
import {
  banner,
  beginWorkerWith,
  cnnSpec,
  expect,
  openPage,
  results,
  smallSpec,
  test,
  trainButton,
} from './page.ts';

const twoLanes = cnnSpec({
  training: { steps: 30, evalEvery: 10 },
  lanes: [
    { name: 'Nesterov', optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } },
    { name: 'Plain', optimizer: { id: 'sgd', lr: 0.02 } },
  ],
  parts: { seeds: 2 },
});

const verifyButton = (page: Page) => results(page).getByRole('button', { name: 'Verify this result' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Verify this result' });

async function chooseMore(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The file of the result on the page. */
async function exported(page: Page): Promise<string> {
  const saved = page.waitForEvent('download');
  await chooseMore(page, 'Export result, JSON');
  return (await saved).path();
}

async function importFile(page: Page, path: string, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await chooseMore(page, 'Import a result…');
  await (await chooser).setFiles(path);
  await expect(banner(page, `Imported result of ${name}`)).toBeVisible();
}

/** A copy of a result, under another name, with the last bit of one loss turned over. */
async function altered(
  path: string,
  round: number,
  lane: number,
  step: number,
  copy: string,
): Promise<string> {
  const file = JSON.parse(await readFile(path, 'utf8'));
  const run = file.rounds[round].runs[lane];
  const losses = textToFloats(run.loss) ?? new Float32Array();
  const bits = new Uint32Array(losses.buffer);
  bits[step] = (bits[step] as number) ^ 1;
  run.loss = floatsToText(losses);
  file.spec.name = 'Altered';
  await writeFile(copy, JSON.stringify(file));
  return copy;
}

test('a result out to a file and back is trained again, and every loss is the same; one bit more is named', async ({
  page,
}, info) => {
  await openPage(page, twoLanes);
  await expect(verifyButton(page)).toHaveCount(0);
  await trainButton(page).click();
  await expect(verifyButton(page)).toBeVisible();
  const path = await exported(page);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    version: 4,
    engine: 'wasm',
    portable: true,
  });
  await page.reload();
  await importFile(page, path, 'A small test');
  await verifyButton(page).click();
  const verdict = dialog(page).getByRole('status');
  await expect(verdict).toContainText('All 120 losses are the same, to the bit.');
  await expect(verdict).toContainText('So are all 16 evaluations on held-out images.');
  await expectNoViolation(page);
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(banner(page, 'Imported result of')).toBeVisible();

  await importFile(page, await altered(path, 1, 1, 17, info.outputPath('altered.json')), 'Altered');
  await verifyButton(page).click();
  await expect(verdict).toContainText('Not the same. The first difference: Plain, seed 2, step 17.');
  await expect(verdict).toContainText(/Loss: \d\.\d+ in the result, \d\.\d+ here\./);
  await expect(verdict).toContainText('Another version of Downhill may give other losses.');
  await expectNoViolation(page);
});

test('on a phone a finished run is verified without a file, and its engine is named', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, smallSpec({ training: { steps: 20, evalEvery: 10 } }));
  await trainButton(page).click();
  await expect(results(page).getByText('to the bit on every machine')).toBeVisible();
  expect((await verifyButton(page).boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await verifyButton(page).click();
  await expect(dialog(page).getByRole('status')).toContainText('All 20 losses are the same');
  await expectNoViolation(page);
});

test('a verification under way tells how far it is, and is cancelled', async ({ page }) => {
  await openPage(page, smallSpec({ training: { steps: 20, evalEvery: 10 } }));
  await trainButton(page).click();
  await expect(verifyButton(page)).toBeVisible();
  const neverPlays = `addEventListener('message', (event) => {
    if (event.data.kind === 'play') event.stopImmediatePropagation();
  });`;
  await beginWorkerWith(page, neverPlays);
  await verifyButton(page).click();
  await expect(dialog(page)).toContainText('Seed 1: step 0 of 20, 1 lane');
  await expect(dialog(page)).toContainText('0 of 20 losses are the same so far');
  await expect(dialog(page).getByRole('progressbar', { name: 'Losses compared' })).toHaveCount(1);
  await expectNoViolation(page);
  expect(page.workers()).toHaveLength(2);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(1);
  await expect(verifyButton(page)).toBeFocused();
});

test('a result of a GPU is not trained again, and what its bits need is said', async ({ page }, info) => {
  await openPage(page, smallSpec());
  const path = info.outputPath('gpu.json');
  await writeFile(path, madeResult());
  await importFile(page, path, 'What momentum buys');
  await verifyButton(page).click();
  await expect(dialog(page).getByRole('status')).toContainText(
    'Trained on WebGPU, NVIDIA Ampere. The same bits come only from the same adapter',
  );
  await expect(dialog(page).getByRole('progressbar')).toHaveCount(0);
});

test('where the worker dies meanwhile that is said, and verifying again goes on', async ({ page }) => {
  await openPage(page, smallSpec({ training: { steps: 20, evalEvery: 10 } }));
  await trainButton(page).click();
  await expect(verifyButton(page)).toBeVisible();
  await beginWorkerWith(page, 'throw new Error("no memory");');
  await verifyButton(page).click();
  const outcome = dialog(page).getByRole('status');
  await expect(outcome).toContainText('no memory');
  await beginWorkerWith(page, ''); // a sound one in its place
  await dialog(page).getByRole('button', { name: 'Verify again' }).click();
  await expect(outcome).toContainText('All 20 losses are the same, to the bit.');
  await expect(dialog(page).getByRole('button', { name: 'Close' }).last()).toBeFocused();
});
