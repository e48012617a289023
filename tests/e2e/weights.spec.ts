import type { Download } from '@playwright/test';
import { specFromHash } from '../../src/experiment/url.ts';
import { expectNoViolation } from './axe.ts';
import {
  banner,
  cnnSpec,
  expect,
  expectStep,
  lane,
  linkTo,
  openDrawer,
  openPage,
  stepUntil,
  test,
  trainButton,
} from './page.ts';
import { chooseFiles, initHash, laneMenu, saved, specNow } from './weights-page.ts';

test('a lane’s weights start the next run; a TensorFlow.js model comes back as it went out', async ({
  page,
}, { outputDir }) => {
  await openPage(page, cnnSpec());
  await stepUntil(page, 3);
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  await laneMenu(page, 'Save model, TensorFlow.js');
  await expect.poll(() => downloads.length).toBe(2);
  const files = await Promise.all(downloads.map((download) => saved(download, outputDir)));
  const names = files.map((path) => path.slice(path.lastIndexOf('/') + 1));
  const [json = '', bin = ''] = names;
  expect(json).toMatch(/^a-small-test_nesterov_step-3_\d{4}-\d\d-\d\d_\d{4}\.json$/);
  expect(bin).toBe(json.replace('.json', '.bin')); // which the first names: a pair that another never mixes with

  await lane(page).getByRole('button', { name: 'Nesterov: more' }).click();
  await expect(page.getByRole('menuitem', { name: 'Start from its weights' })).toBeEnabled();
  await expectNoViolation(page);
  await page.getByRole('menuitem', { name: 'Start from its weights' }).click();
  await expectStep(page, 0);
  await expect(trainButton(page)).toBeEnabled();
  const fromLane = await initHash(page, specNow(page));
  await expect(page.getByRole('region', { name: 'Training loss' }).getByTitle(/^Previous /)).toHaveAttribute(
    'title',
    'Previous random weights',
  );

  const model = await openDrawer(page, 'Model');
  await expect(model.getByText('Nesterov, step 3')).toBeVisible();
  await model.getByRole('button', { name: 'Random weights' }).click();
  await expect(model.getByText('Random weights, drawn by the seed.')).toBeVisible();
  expect(await initHash(page, specNow(page))).not.toBe(fromLane);
  await chooseFiles(page, model.getByRole('button', { name: 'Choose files' }), files.slice(0, 1));
  await expect(model.getByRole('alert')).toContainText(`names ${bin}, which is missing`);
  await chooseFiles(page, model.getByRole('button', { name: 'Choose files' }), files);
  await expect(model.getByText(json, { exact: true })).toBeVisible();
  expect(await initHash(page, specNow(page))).toBe(fromLane);

  await model.getByRole('switch', { name: /^Include the head/ }).click();
  await expect(page).toHaveURL((url) => specFromHash(url.hash)?.start?.head === false);
  const withoutHead = await initHash(page, specNow(page));
  expect(withoutHead).not.toBe(fromLane);

  await model.getByRole('button', { name: 'On this computer' }).click();
  await expect(page.getByRole('menuitem', { name: /^Remove Nesterov, step 3/ })).toBeVisible();
  await expectNoViolation(page);
  await page.getByRole('menuitem', { name: /^Nesterov, step 3/ }).click();
  await expect(page).toHaveURL((url) => specFromHash(url.hash)?.start?.head === true);
  expect(await initHash(page, specNow(page))).toBe(fromLane);
});

test('a link whose weights are not here says so, takes only their file, and can go on at random', async ({
  page,
}) => {
  const sha256 = 'ab'.repeat(32);
  await page.goto(linkTo(cnnSpec({ parts: { start: { sha256 } } })));
  const missing = banner(page, 'The initial weights are not on this machine.');
  await expect(missing).toContainText('abababababab');
  await expectNoViolation(page);
  await chooseFiles(page, missing.getByRole('button', { name: 'Choose the file' }), [
    'public/data/mnist-10k/manifest.json',
  ]);
  await expect(missing).toContainText('manifest.json has no list of weights');
  await missing.getByRole('button', { name: 'Start from random weights' }).click();
  await expect(missing).toBeHidden();
  await expect(trainButton(page)).toBeEnabled();
  await stepUntil(page, 1);
});
