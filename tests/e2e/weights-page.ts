import type { Download, Locator, Page } from '@playwright/test';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { specFromHash } from '../../src/experiment/url.ts';
import { expect, lane } from './page.ts';

export async function closeDrawer(drawer: Locator): Promise<void> {
  await drawer.getByRole('button', { name: /^Close / }).click();
  await expect(drawer).toBeHidden();
}

export async function laneMenu(page: Page, item: string): Promise<void> {
  await lane(page).getByRole('button', { name: 'Nesterov: more' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Has the files chosen that a button asks for. */
export async function chooseFiles(page: Page, button: Locator, files: string[]): Promise<void> {
  const prompted = page.waitForEvent('filechooser');
  await button.click();
  await (await prompted).setFiles(files);
}

/** A download under the name it was given, for the page looks at the ending. */
export async function saved(download: Download, folder: string): Promise<string> {
  const path = `${folder}/${download.suggestedFilename()}`;
  await download.saveAs(path);
  return path;
}

/** The experiment in the address bar. */
export function specNow(page: Page): ExperimentSpec {
  const spec = specFromHash(new URL(page.url()).hash);
  if (!spec) throw new Error('address: carries no experiment');
  return spec;
}

/** The hash of the weights that an experiment starts from, as its result has it. */
export const initHash = (page: Page, spec: ExperimentSpec): Promise<string> =>
  page.evaluate(async (of) => (await window.downhill.run(of, { steps: 0 })).hashes.init, spec);
