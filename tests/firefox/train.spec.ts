import { cnnSpec } from '../e2e/page.ts';
import { expect, test } from './firefox.ts';
import {
  copiedLink,
  expectStepFrom,
  exportedResult,
  goTo,
  moveSlider,
  openPage,
  press,
  rateShown,
  ratesUsed,
  stepNow,
  stepUntil,
  textOf,
  trainToEnd,
  usable,
  words,
} from './page.ts';

test('a visitor trains on WebGPU, moves the slider, pauses and steps, and the lane takes what the slider says', async ({
  tab,
  baseURL,
}) => {
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 100_000, evalEvery: 100_000 } }));
  const { adapter } = await tab.evaluate(() => window.downhill.run('first-descent', { steps: 0 }));
  expect(adapter).toMatchObject({ backend: 'webgpu', software: true, fallback: null });

  await press(tab, words.transport, words.train);
  await expectStepFrom(tab, 5);
  await moveSlider(tab, 'Nesterov', 'PageUp');
  await expect.poll(() => rateShown(tab, 'Nesterov')).toBe(0.04);
  await expectStepFrom(tab, (await stepNow(tab)) + 3);
  await press(tab, words.transport, words.pause);
  await usable(tab, words.transport, words.train);
  expect(await textOf(tab, words.lane('Nesterov'))).toContain(words.paused);

  const paused = await stepNow(tab);
  const used = await ratesUsed(tab, 'Nesterov');
  expect([used[0], used.at(-1)]).toEqual([0.02, 0.04]);
  await stepUntil(tab, paused + 1); // had it gone on by itself, this would not be the next
});

test('a race of three lanes comes to its verdict', async ({ tab, firefox, baseURL }) => {
  const lanes = ['nmgd', 'nesterov', 'sgd'].map((id) => ({ name: `By ${id}`, optimizer: { id, lr: 0.02 } }));
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 24, evalEvery: 8 }, lanes }));
  await trainToEnd(tab);
  await usable(tab, words.verdict, words.oneSeed);
  for (const { name } of lanes) expect(await textOf(tab, words.lane(name))).toContain(words.finished);
  const { rounds, verdict } = await exportedResult(tab, firefox.downloads);
  expect(rounds.map(({ runs }) => runs.map(({ loss }) => loss.length))).toEqual([[24, 24, 24]]);
  expect(verdict).not.toBeNull();
});

test('a link with a live edit is replayed to the same losses, to the last bit', async ({
  tab,
  firefox,
  baseURL,
}) => {
  await openPage(tab, baseURL, cnnSpec({ training: { steps: 20, evalEvery: 10 } }));
  await stepUntil(tab, 2);
  await moveSlider(tab, 'Nesterov', 'PageUp');
  await trainToEnd(tab);
  const edited = await exportedResult(tab, firefox.downloads);
  expect(edited.spec.lanes[0]?.events).toEqual([{ step: 2, set: { 'optimizer.lr': 0.04 } }]);
  const link = await copiedLink(tab);

  await tab.goto('about:blank');
  await goTo(tab, link);
  expect(await stepNow(tab)).toBe(0);
  await trainToEnd(tab);
  expect(await exportedResult(tab, firefox.downloads)).toEqual(edited);
});
