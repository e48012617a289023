import type { Locator, Page } from '@playwright/test';
import { test as base, expect as baseExpect } from '@playwright/test';
import { parseSpec } from '../../src/experiment/schema.ts';
import { specToHash } from '../../src/experiment/url.ts';

/** Patient: on a busy machine the software adapter takes seconds for what a GPU does at once. */
export const expect = baseExpect.configure({ timeout: 30_000 });

/** A test whose page must stay quiet: an error nobody caught, or one in the console, fails it unless it is expected. */
export const test = base.extend<{ expectedErrors: readonly RegExp[]; quiet: undefined }>({
  expectedErrors: [[], { option: true }],
  quiet: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(undefined);
      const isExpected = (error: string) => expectedErrors.some((pattern) => pattern.test(error));
      expect(errors.filter((error) => !isExpected(error))).toEqual([]);
    },
    { auto: true },
  ],
});

type Part = Readonly<Record<string, unknown>>;

export interface SpecParts {
  readonly seed?: number;
  readonly data?: Part;
  readonly model?: Part;
  readonly training?: Part;
  readonly optimizer?: Part;
  readonly lane?: Part;
  /** Instead of the one lane. */
  readonly lanes?: readonly Part[];
  /** At the top of the spec: `seeds`, `race`. */
  readonly parts?: Part;
}

/** Softmax regression on eight digits a step: the lightest network there is. */
export function smallSpec({
  seed = 1,
  data,
  model = { id: 'logistic' },
  training,
  optimizer,
  lane,
  lanes,
  parts,
}: SpecParts = {}) {
  return parseSpec({
    version: 1,
    name: 'A small test',
    seed,
    ...parts,
    data: { id: 'mnist-10k', batchSize: 8, validation: 100, ...data },
    model,
    training: { steps: 200, evalEvery: 50, ...training },
    lanes: lanes ?? [{ optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9, ...optimizer }, ...lane }],
  });
}

/** A training that no test sees the end of: a small network takes thousands of steps a second. */
export const endless = { steps: 50_000_000, evalEvery: 1_000_000 };

/** The same on a network of two filters, where no other is given. */
export const cnnSpec = (parts: SpecParts = {}) => smallSpec({ model: { id: 'cnn', filters: [2] }, ...parts });

/** The address of an experiment, relative to the page; on a backend where one is named, else on the page's own choice. */
export const linkTo = (spec?: ReturnType<typeof smallSpec>, backend?: string): string =>
  `./${backend === undefined ? '' : `?backend=${backend}`}${spec === undefined ? '' : specToHash(spec)}`;

export const workerScript = /\/train\.worker-[\w-]+\.js$/;
/** Of the worker that reads files and long links, too. */
export const anyWorkerScript = /\/(train|read)\.worker-[\w-]+\.js$/;

/** Has the training worker begin with a piece of script of ours, or others too. */
export async function beginWorkerWith(page: Page, script: string, which = workerScript): Promise<void> {
  await page.route(which, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** Opens the page as a visitor does, or by a link to an experiment; waits until it trains as soon as it is told to. */
export async function openPage(
  page: Page,
  spec?: ReturnType<typeof smallSpec>,
  backend?: string,
): Promise<void> {
  await page.goto(linkTo(spec, backend));
  await expect(trainButton(page)).toBeEnabled();
  await built(page);
}

/** Opens one of the experiments from the menu in the header; waits until it can be trained, once it is built. */
export async function pickPreset(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Experiment: / }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Downhill: ${name}`);
  await expect(trainButton(page)).toBeEnabled();
}

/**
 * Waits until the network stands, which takes a CPU a minute where the kernels are many. What is counted or trained after
 * an edit of the network waits for this first: it is no part of the time that a step may take.
 */
export const built = (page: Page): Promise<void> =>
  expect(page.getByText('Building the network…')).toBeHidden({ timeout: 120_000 });

/** The bar with the buttons that run the training. */
const transport = (page: Page): Locator => page.getByRole('region', { name: 'Transport' });

export const trainButton = (page: Page): Locator =>
  transport(page).getByRole('button', { name: 'Train', exact: true });

export const pauseButton = (page: Page): Locator =>
  transport(page).getByRole('button', { name: 'Pause', exact: true });

export const stepButton = (page: Page): Locator =>
  transport(page).getByRole('button', { name: 'One step: a single minibatch' });

export const restartButton = (page: Page): Locator =>
  transport(page).getByRole('button', { name: 'Restart from the same initial weights' });

/** The question that is asked before a race that was not saved makes way for another. */
export const replaceQuestion = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^This (replaces a finished race|ends a race under way)$/ });

/**
 * Answers that question with a yes, where it is asked: after some ten seconds of training and fifty steps it is, which
 * a busy machine may take. For right after what replaces a race: a click, a key, a choice.
 */
export async function continueIfPrompted(page: Page): Promise<void> {
  const question = replaceQuestion(page);
  if (await question.isVisible())
    await question.getByRole('button', { name: /^(End it|Continue without saving)$/ }).click();
}

/** Presses Restart, and goes on where that asks. */
export async function restart(page: Page): Promise<void> {
  await restartButton(page).click();
  await continueIfPrompted(page);
}

/** The bar with the counters. */
export const progress = (page: Page): Locator => page.getByRole('region', { name: 'Progress' });

/** Sets how many steps a second are taken, during a run too. */
export async function chooseSpeed(
  page: Page,
  name: '1 step a second' | '10 steps a second' | 'Full speed',
): Promise<void> {
  await progress(page)
    .getByRole('button', { name: /^Speed: / })
    .click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
}

/** The card of the one lane. */
export const lane = (page: Page, name = 'Nesterov'): Locator =>
  page.getByRole('region', { name, exact: true });

export const results = (page: Page): Locator => page.getByRole('region', { name: 'Results' });

/** Waits until a race is over, so that its verdict is shown; unless another tab was chosen. */
export const raceOver = (page: Page): Promise<void> =>
  expect(results(page).getByRole('tab', { name: 'Verdict', selected: true })).toBeVisible();

/** What the banner says, be it an alert or a notice. */
export const banner = (page: Page, title: string): Locator =>
  page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: title });

/** Waits until the network stands, and the counter shows exactly so many steps. */
export async function expectStep(page: Page, step: number): Promise<void> {
  await built(page);
  await expect.poll(() => stepNow(page)).toBe(step);
}

/** Waits until the network stands, and the counter shows at least so many steps. */
export async function expectStepFrom(page: Page, step: number): Promise<void> {
  await built(page);
  await expect.poll(() => stepNow(page)).toBeGreaterThanOrEqual(step);
}

/** The number on the step counter. */
export async function stepNow(page: Page): Promise<number> {
  const count = progress(page)
    .locator('div')
    .filter({ hasText: /^[\d\s]+(of [\d\s]+)?steps$/ })
    .last();
  return numberIn(await count.locator('b').innerText());
}

/** The number a piece of text begins with, its thousands apart or not; NaN where there is none. */
export function numberIn(text: string): number {
  return Number.parseFloat(text.replace(/\s/g, '').replace('−', '-'));
}

/** The smoothed loss on the lane's card. */
export async function laneLoss(page: Page): Promise<number> {
  return numberIn((await lane(page).getByTitle('Training loss, smoothed').innerText()).replace('loss', ''));
}

/** Takes single steps until there are so many. */
export async function stepUntil(page: Page, step: number): Promise<void> {
  for (let next = (await stepNow(page)) + 1; next <= step; next++) {
    await stepButton(page).click();
    await expectStep(page, next);
    await expect(stepButton(page)).toBeEnabled();
  }
}

/** The rows of one of a chart's tables, header included, read from its dialog as text. */
export async function chartTable(page: Page, chart: string, caption: RegExp): Promise<string[][]> {
  // a narrow chart has its settings behind the same button
  const more = page.getByRole('button', { name: `${chart}: more` });
  await more.or(page.getByRole('button', { name: `${chart}: settings and more` })).click();
  const view = { name: 'View as table' } as const;
  await page.getByRole('menuitem', view).or(page.getByRole('button', view)).click();
  const dialog = page.getByRole('dialog', { name: chart });
  const table = dialog.getByRole('table', { name: caption });
  const rows = await table
    .getByRole('row')
    .evaluateAll((rowElements) =>
      rowElements.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return rows;
}

/** The loss of each step, as the chart's table has it: complete up to forty steps. */
export async function rawLosses(page: Page): Promise<string[]> {
  const [head, ...rows] = await chartTable(page, 'Training loss', /smoothed by/);
  expect(head).toEqual(['Step', 'Smoothed', 'Raw']);
  return rows.map((row) => row[2] ?? '');
}

/** Chooses one of a segmented control, as a click on its label does. */
export async function choose(group: Locator, name: string): Promise<void> {
  await group.getByText(name, { exact: true }).click();
  await expect(group.getByRole('radio', { name, exact: true })).toBeChecked();
}

/** Opens the drawer behind one of the rows of the set-up. */
export async function openDrawer(page: Page, name: 'Data' | 'Model' | 'Length' | 'Race'): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  const drawer = page.getByRole('dialog', { name, exact: true });
  await expect(drawer).toBeVisible();
  return drawer;
}

/** Types into a box and presses Enter. */
export async function type(box: Locator, text: string): Promise<void> {
  await box.fill(text);
  await box.press('Enter');
}
