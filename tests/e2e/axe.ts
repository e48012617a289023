import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect } from './page.ts';

const axeScript = readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * Fails where axe finds anything wrong that stays, naming each element with what it lacks. What it finds once may be of no
 * state: a colour half-way while a network came to stand.
 */
export async function expectNoViolation(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeScript);
  await expect(async () => expect(await violationsOf(page)).toEqual([])).toPass({ timeout: 20_000 });
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(async () => {
    // colours under way belong to no state; a spinner never ends
    const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(changes.map(({ finished }) => finished));
    const { axe: checker } = window as unknown as { axe: typeof axe };
    return checker.run(document, { resultTypes: ['violations'] });
  });
  return violations.flatMap(({ nodes }) =>
    nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  );
}
