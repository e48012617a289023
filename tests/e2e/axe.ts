import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect } from './page.ts';

const axeScript = readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Fails where axe finds anything wrong, naming each element with what it lacks. */
export async function expectNoViolation(page: Page): Promise<void> {
  await page.evaluate(await axeScript);
  const { violations } = await page.evaluate(async () => {
    // colours under way belong to no state; a spinner never ends
    const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(changes.map(({ finished }) => finished));
    const { axe: checker } = window as unknown as { axe: typeof axe };
    return checker.run(document, { resultTypes: ['violations'] });
  });
  const found = violations.flatMap(({ nodes }) =>
    nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
}
