import type { Page } from '@playwright/test';
import { presetById } from '../../src/experiment/presets.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import { expectNoViolation } from './axe.ts';
import {
  chartTable,
  choose,
  endless,
  expect,
  expectStepFrom,
  openPage,
  pauseButton,
  results,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

/** A preset on batches and images that take a software adapter little. */
function smallPreset(id: string, data: object, training: object = {}) {
  const preset = presetById(id);
  if (!preset) throw new Error(`no preset ${id}`);
  const { spec } = preset;
  return parseSpec({
    ...spec,
    data: { ...spec.data, validation: 100, ...data },
    training: { ...spec.training, ...training },
  });
}

const notes = (page: Page) => results(page).getByRole('region', { name: 'Notes on the layers' });
const openGradients = (page: Page) => results(page).getByRole('tab', { name: 'Gradients' }).click();

test('a person watches gradients vanish: lines, table and a note of which layers, read out once', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openPage(page, smallPreset('vanishing-gradients', { batchSize: 4, size: 8 }, endless));
  await stepUntil(page, 1);
  await openGradients(page);
  await expect(notes(page)).toContainText(
    'No layer explodes. Vanishing gradients are reported once they have lasted 50 steps.',
  );
  await trainButton(page).click();
  await expect(notes(page)).toContainText('Gradients vanish in stem');
  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  await expect(notes(page)).toContainText('He initialisation with LeakyReLU');
  await expect(notes(page)).toContainText('Weights have stalled in stem to');
  await expect(page.getByRole('status').filter({ hasText: /^Gradients vanish in stem/ })).toHaveCount(1);
  await expect(results(page).getByRole('tab', { name: 'Gradients with a note' })).toBeVisible();

  const chart = results(page).getByRole('figure');
  await expect(chart).toHaveAccessibleName(
    /^Gradient norm of each layer of Nesterov at step \d+: from .* in logits/,
  );
  const [head, ...rows] = await chartTable(page, 'Gradient norm', /^Gradient norm of Nesterov/);
  expect(head?.slice(0, 2)).toEqual(['Layer', 'Step 0']);
  expect(rows).toHaveLength(20);
  expect([rows[0]?.[0], rows.at(-1)?.[0]]).toEqual(['stem', 'logits']);
  // the same bits on every machine
  expect(rows[0]?.[1]).toMatch(/^2\.88\s×\s10⁻⁸$/);
  expect(rows.at(-1)?.[1]).toBe('0.524');
  for (const norm of rows[0]?.slice(1) ?? []) expect(norm).toMatch(/×\s10⁻[⁶⁷⁸⁹]$/);

  await choose(results(page).getByRole('radiogroup', { name: 'What is drawn of each layer' }), 'Updates');
  await expect(chart).toHaveAccessibleName(/^Update to weight ratio of each layer/);
  await results(page).getByRole('button', { name: 'Diagnostic rules' }).click();
  const rules = page.getByRole('dialog', { name: 'Diagnostic rules' });
  await expect(rules.getByRole('term')).toHaveText(['Vanishing', 'Stalled', 'Exploding']);
  await expect(rules).toContainText('limits are this page’s own');
  await expectNoViolation(page);
});

test('a race in which one lane explodes, one is clipped and one guarded: a note for the one alone', async ({
  page,
}) => {
  await openPage(page, smallPreset('exploding-gradients', {}, { steps: 60 }));
  await trainButton(page).first().click();
  await expectStepFrom(page, 60);
  await openGradients(page);
  const pick = async (name: string) => {
    await results(page)
      .getByRole('button', { name: /choose a lane$/ })
      .click();
    await page.getByRole('menuitemradio', { name, exact: true }).click();
  };
  await pick('Unclipped');
  await expect(notes(page)).toContainText(/^Gradients explode in .* from step \d+ on/);
  await expect(page.getByRole('status').filter({ hasText: /^Unclipped: Gradients explode/ })).toHaveCount(1);
  for (const name of ['Clipped', 'Guarded']) {
    await pick(name);
    await expect(notes(page).getByText('No layer vanishes, stalls or explodes.')).toBeVisible();
    await expect(notes(page).getByRole('button', { name: 'See the note on Unclipped' })).toBeVisible();
  }
});

test('a phone shows it too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, smallPreset('exploding-gradients', {}, { steps: 4 }));
  await trainButton(page).first().click();
  await expectStepFrom(page, 4);
  await openGradients(page);
  await expect(results(page).getByRole('figure')).toHaveAccessibleName(/^Gradient norm of each layer/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolation(page);
});

test('scripts get the measurements in columns', async ({ page }) => {
  await openPage(page, smallPreset('exploding-gradients', {}, { steps: 4 }));
  const notice = await page.evaluate(
    async (spec) => {
      const frames: { lane: number; steps: number[]; values: number }[] = [];
      const { model } = await window.downhill.run(spec, {
        onLayerStatistics: ({ lane, steps, gradient }) =>
          frames.push({ lane, steps: [...steps], values: gradient.length }),
      });
      return { frames, layers: model.layers.filter(({ parameters }) => parameters > 0).length };
    },
    smallPreset('exploding-gradients', {}, { steps: 12 }),
  );
  expect(notice.layers).toBe(5);
  for (const lane of [0, 1, 2]) {
    const laneFrames = notice.frames.filter((frame) => frame.lane === lane);
    expect(laneFrames.flatMap(({ steps }) => steps)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(laneFrames.reduce((sum, { values }) => sum + values, 0)).toBe(11 * 5);
  }
});
