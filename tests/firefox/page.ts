import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { shell } from '../../src/messages/en/shell.ts';
import type { ResultFile } from '../../src/race/result.ts';
import { parseResult } from '../../src/race/result.ts';
import type { smallSpec } from '../e2e/page.ts';
import { linkTo, numberIn } from '../e2e/page.ts';
import { expect } from './firefox.ts';
import type { NamedElement } from './named.ts';
import { find } from './named.ts';

const named = (role: NamedElement['role'], name: string): NamedElement => ({ role, name });

/** All of the page's words that these tests rely on: those of the messages, where they are there. */
export const words = {
  transport: named('region', shell.transport.name),
  train: named('button', shell.transport.train),
  pause: named('button', shell.transport.pause),
  step: named('button', shell.command.step),
  trainAgain: named('button', shell.transport.again),
  progress: named('region', shell.progress.name),
  lane: (name: string) => named('region', name),
  rateBox: (lane: string) => named('textbox', `${lane} learning rate`),
  rateSlider: (lane: string) => named('slider', `${lane} learning rate`),
  more: named('button', shell.more.label),
  exportResult: named('menuitem', shell.command.saveResult),
  share: named('button', shell.share.label),
  schedules: 'Schedules',
  chartMore: (chart: string) => named('button', `${chart}: more`),
  viewAsTable: named('menuitem', 'View as table'),
  chartDialog: (chart: string) => named('dialog', chart),
  ratesUsedBy: (lane: string) => named('table', `Used by ${lane}`),
  verdict: named('region', 'Verdict'),
  oneSeed: named('heading', 'One seed is not enough'),
  finished: 'Finished',
  paused: 'Paused',
  building: shell.progress.building,
  byWasm: named('button', 'CPU, by WebAssembly: no GPU was offered'),
} as const;

/** Waits for an element that can be used, and returns it. */
export async function usable(tab: Page, ...path: readonly NamedElement[]): Promise<ElementHandle<Element>> {
  let match: ElementHandle<Element> | null = null;
  const message = path.map(({ role, name }) => `${role} “${name}”`).join(', ');
  await expect
    .poll(
      async () => {
        match = await find(tab, ...path);
        return (await match?.evaluate((element) => !element.matches(':disabled, [data-disabled]'))) ?? false;
      },
      { message },
    )
    .toBe(true);
  if (match === null) throw new Error(`${message}: was there, and is not`);
  return match;
}

/** Clicks what can be clicked by then. */
export async function press(tab: Page, ...path: readonly NamedElement[]): Promise<void> {
  await (await usable(tab, ...path)).click();
}

/** What there is to read in an element; nothing where there is no such element. */
export async function textOf(tab: Page, ...path: readonly NamedElement[]): Promise<string> {
  const target = await find(tab, ...path);
  return (await target?.evaluate((element) => (element as HTMLElement).innerText)) ?? '';
}

const pageText = (tab: Page): Promise<string> => tab.evaluate(() => document.body.innerText);

/** Goes to an address, and waits until there is something to train. */
export async function goTo(tab: Page, address: string): Promise<void> {
  await tab.goto(address);
  await usable(tab, words.transport, words.train);
  await expect.poll(() => pageText(tab), { timeout: 120_000 }).not.toContain(words.building);
}

/** Opens the page by a link to an experiment, on WebGPU unless told otherwise, which the page leaves to a GPU. */
export const openPage = (
  tab: Page,
  site: string | undefined,
  spec: ReturnType<typeof smallSpec>,
  backend: 'webgpu' | 'its choice' = 'webgpu',
) => goTo(tab, new URL(linkTo(spec, backend === 'webgpu' ? backend : undefined), site).href);

/** The number on the step counter, which comes first in the bar of the counters. */
export const stepNow = async (tab: Page): Promise<number> =>
  numberIn((await textOf(tab, words.progress)).split('\n')[0] ?? '');

/** Waits until the counter shows at least so many steps. */
export const expectStepFrom = (tab: Page, step: number): Promise<void> =>
  expect.poll(() => stepNow(tab), { timeout: 60_000 }).toBeGreaterThanOrEqual(step);

/** Takes single steps until there are so many. */
export async function stepUntil(tab: Page, step: number): Promise<void> {
  for (let next = (await stepNow(tab)) + 1; next <= step; next++) {
    await press(tab, words.transport, words.step);
    await expect.poll(() => stepNow(tab)).toBe(next);
  }
}

/** Trains to the end of the experiment. */
export async function trainToEnd(tab: Page): Promise<void> {
  await press(tab, words.transport, words.train);
  await usable(tab, words.trainAgain);
}

/** Moves the slider of a lane's learning rate by a key. */
export async function moveSlider(tab: Page, lane: string, key: 'PageUp' | 'PageDown'): Promise<void> {
  await (await usable(tab, words.lane(lane), words.rateSlider(lane))).focus();
  await tab.keyboard.press(key);
}

/** What the box beside the slider shows. */
export async function rateShown(tab: Page, lane: string): Promise<number> {
  const box = await usable(tab, words.lane(lane), words.rateBox(lane));
  return numberIn(await box.evaluate((element) => (element as HTMLInputElement).value));
}

/** The learning rate a lane used at each step, from the table of the schedules' chart: complete up to forty steps. */
export async function ratesUsed(tab: Page, lane: string): Promise<number[]> {
  await press(tab, words.chartMore(words.schedules));
  await press(tab, words.viewAsTable);
  const table = await usable(tab, words.chartDialog(words.schedules), words.ratesUsedBy(lane));
  const cells = await table.evaluate((element) =>
    [...element.querySelectorAll('tbody tr')].map((row) => row.children[1]?.textContent ?? ''),
  );
  await tab.keyboard.press('Escape');
  await expect.poll(() => find(tab, words.chartDialog(words.schedules))).toBeNull();
  return cells.map(numberIn);
}

/** Copies the link as a person does, and returns it. */
export async function copiedLink(tab: Page): Promise<string> {
  await press(tab, words.share);
  await expect.poll(() => tab.evaluate(() => navigator.clipboard.readText())).toContain('#');
  return tab.evaluate(() => navigator.clipboard.readText());
}

/** Saves the result to a file, and reads that; times left out. */
export async function exportedResult(tab: Page, downloads: string): Promise<ResultFile> {
  const before = await readdir(downloads);
  await press(tab, words.more);
  await press(tab, words.exportResult);
  const arrived = async () =>
    (await readdir(downloads)).filter((name) => name.endsWith('.json') && !before.includes(name));
  await expect.poll(arrived).toHaveLength(1);
  const file = join(downloads, (await arrived())[0] ?? '');
  await expect.poll(() => readFile(file, 'utf8')).toMatch(/\}\s*$/); // all of it is written
  const result = parseResult(await readFile(file, 'utf8'));
  return { ...result, rounds: result.rounds.map((round) => ({ ...round, trainMs: 0 })) };
}
