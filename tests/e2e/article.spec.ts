import { readFile } from 'node:fs/promises';
import { hashWeights } from '../../src/engine/training/hashes.ts';
import { readSafetensors } from '../../src/nn/files/safetensors.ts';
import { startValues } from '../../src/nn/files/start-values.ts';
import { layersOf } from '../../src/nn/index.ts';
import { expectNoViolation } from './axe.ts';
import {
  built,
  chartTable,
  choose,
  expect,
  lane,
  numberIn,
  openDrawer,
  openPage,
  pickPreset,
  rawLosses,
  results,
  stepUntil,
  test,
} from './page.ts';
import { chooseFiles, closeDrawer, initHash, laneMenu, saved, specNow } from './weights-page.ts';

test('two classes, ten convolutions, how their layers fare, export, reload, and on from the export', async ({
  page,
}, { outputDir }) => {
  test.setTimeout(400_000);
  await openPage(page);
  await pickPreset(page, 'A narrow network');
  const data = await openDrawer(page, 'Data');
  const chips = data.getByRole('group', { name: 'Classes' });
  const chosenClasses = ['Trouser', 'Bag'];
  for (const name of await chips.locator('label').allInnerTexts())
    if (!chosenClasses.includes(name)) await chips.getByText(name, { exact: true }).click();
  await expect(chips.getByRole('checkbox', { checked: true })).toHaveCount(2);
  // all the images in one batch, so that every step sees the same
  await choose(data.getByRole('radiogroup', { name: 'Training images' }), 'The first');
  const first = data.getByRole('textbox', { name: 'Number of training images' });
  await first.fill('16');
  await first.press('Enter');
  await closeDrawer(data);
  await expect(
    page.getByRole('button', { name: 'Data Fashion-MNIST, 2 classes first 16 · batch 16' }),
  ).toBeVisible();

  const model = await openDrawer(page, 'Model');
  await model.getByRole('radio', { name: 'Ten convs' }).click();
  await choose(model.getByRole('radiogroup', { name: 'Width' }), '1/16');
  await expect(model.getByText(/^dense1 gets 7 × 7 × 64 instead of 8 × 8 × 64/)).toBeVisible();
  await model.getByRole('button', { name: 'Resize to 32 × 32 and RGB' }).click();
  await expect(model.getByText(/^dense1 gets/)).toBeHidden();
  const layers = model.getByRole('table', { name: 'Layers' });
  await expect(layers.getByRole('row', { name: /^dense1 dense, ReLU/ })).toContainText('131\u202f104'); // 4096·32 + 32
  await expectNoViolation(page);
  await closeDrawer(model);

  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate' });
  await rate.fill('0.1');
  await rate.press('Enter');
  await built(page);
  await stepUntil(page, 3);
  const downloading = page.waitForEvent('download');
  await laneMenu(page, 'Save weights, safetensors');
  const file = await saved(await downloading, outputDir);
  expect(file).toMatch(/_nesterov_step-3_\d{4}-\d\d-\d\d_\d{4}\.safetensors$/);
  await stepUntil(page, 4);
  const losses = (await rawLosses(page)).map(Number);
  const spec = specNow(page);
  const { tensors, metadata } = readSafetensors(await readFile(file));
  expect(metadata).toMatchObject({ step: '3', classes: '["trouser","bag"]', normalize: 'standardize' });
  expect(JSON.parse(metadata.mean ?? '')).toHaveLength(3);
  expect(JSON.parse(metadata.spec ?? '').model).toEqual(spec.model);

  await results(page).getByRole('tab', { name: 'Gradients' }).click();
  const layersChart = results(page).getByRole('figure');
  const measuredAt = (step: string) =>
    expect(layersChart).toHaveAccessibleName(
      new RegExp(`^Gradient norm of each layer of Nesterov at step ${step}: from .* in .* down to .* in `),
    );
  await measuredAt('3'); // counted from 0
  await stepUntil(page, 6); // by single steps: at this rate it diverges at step 28, which would end a run
  await measuredAt('5');
  const [head, ...rows] = await chartTable(page, 'Gradient norm', /^Gradient norm of Nesterov/);
  expect(head?.slice(0, 2)).toEqual(['Layer', 'Step 0']);
  expect(rows.map(([name]) => name)).toEqual([
    ...Array.from({ length: 10 }, (_, i) => `conv${i + 1}`),
    'dense1',
    'logits',
  ]);
  for (const [, first] of rows) expect(numberIn(first ?? '')).toBeGreaterThan(0);

  await page.reload();
  await built(page);
  const again = await openDrawer(page, 'Model');
  await chooseFiles(page, again.getByRole('button', { name: 'Choose files' }), [file]);
  await expect(again.getByText(/_nesterov_step-3_[\d_-]+\.safetensors$/)).toBeVisible();
  await expectNoViolation(page);
  await closeDrawer(again);
  await expect(page.getByRole('button', { name: /^Model Ten convs .* from a file$/ })).toBeVisible();
  await built(page);
  await stepUntil(page, 1);
  // the fourth step saw these weights and, in another order, these images
  const [loss = Number.NaN] = (await rawLosses(page)).map(Number);
  expect(Math.abs(loss - (losses[3] ?? Number.NaN))).toBeLessThan(0.002);
  expect(Math.abs(loss - (losses[0] ?? Number.NaN))).toBeGreaterThan(0);

  const started = specNow(page);
  expect(started).toEqual({
    ...spec,
    start: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), head: true },
  });
  const random = await initHash(page, spec);
  const trained = await initHash(page, started);
  expect(trained).not.toBe(random);
  const layersNow = layersOf(spec.model, [32, 32, 3], 2);
  expect(trained).toBe(hashWeights(startValues(layersNow, 1, { tensors, head: true }).weights));
});
