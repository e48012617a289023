import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { median } from '../../src/core/median.ts';
import { stepsText } from '../../src/messages/race-figures.ts';
import { stepsToTarget, validationOf } from '../../src/race/outcome.ts';
import { parseResult } from '../../src/race/result.ts';
import { smoothedLoss } from '../../src/race/smoothed-loss.ts';
import { en } from '../support/translator.ts';
import { expectNoViolation } from './axe.ts';
import {
  banner,
  chartTable,
  chooseSpeed,
  cnnSpec,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  numberIn,
  openPage,
  progress,
  raceOver,
  restart,
  results,
  stepUntil,
  test,
  trainButton,
  type,
} from './page.ts';

const nesterov = { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } };
const plain = { name: 'Plain', optimizer: { id: 'sgd', lr: 0.02 } };
const third = { name: 'Third', optimizer: { id: 'momentum', lr: 0.02, momentum: 0.9 } };
const target = { metric: 'validationAccuracy', value: 0.12 };

/** What of the page a result must bring back. */
interface Shown {
  readonly tables: readonly string[][][];
  readonly verdict: string;
  readonly standings: string;
}

/** The tables of the loss and the accuracy chart, verdict and standings. */
async function shownOf(page: Page, captions: readonly string[]): Promise<Shown> {
  const tables: string[][][] = [];
  for (const caption of captions) {
    tables.push(await chartTable(page, 'Training loss', new RegExp(`^${caption}, smoothed by`)));
    tables.push(await chartTable(page, 'Validation accuracy', new RegExp(`^${caption} on `)));
  }
  const tab = (name: string) => results(page).getByRole('tab', { name, exact: true });
  await tab('Verdict').click();
  const said = await results(page).getByRole('region', { name: 'Verdict' }).innerText();
  const verdict = said.replace(/\d+\s(s|min)\b( of training)?/, ''); // of a file the time by the clock is not known
  await tab('Standings').click();
  const standings = await results(page).getByRole('table').innerText();
  return { tables, verdict, standings };
}

/** Presses an item of the page's menu. */
async function chooseMore(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The file that pressing an item of the page's menu saves, and its text. */
async function exported(page: Page, item: string): Promise<{ path: string; name: string; text: string }> {
  const saved = page.waitForEvent('download');
  await chooseMore(page, item);
  const download = await saved;
  const path = await download.path();
  return { path, name: download.suggestedFilename(), text: await readFile(path, 'utf8') };
}

async function importFile(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await chooseMore(page, 'Import a result…');
  await (await chooser).setFiles(path);
}

test('a race of two seeds: a lane stopped, one pulled too high, the verdict, out to a file and back', async ({
  page,
}) => {
  const training = { steps: 40, evalEvery: 10, target };
  await openPage(page, cnnSpec({ training, parts: { seeds: 2 }, lanes: [nesterov, plain, third] }));
  await expect(progress(page)).toContainText('Seed 1 of 2');
  await stepUntil(page, 2);
  await lane(page, 'Third').getByRole('button', { name: 'Third: more' }).click();
  await page.getByRole('menuitem', { name: 'Stop this lane' }).click();
  await expect(lane(page, 'Third').getByText('Stopped', { exact: true })).toBeVisible();
  const rate = lane(page, 'Plain').getByRole('textbox', { name: 'Plain learning rate', exact: true });
  await rate.fill('1e9');
  await rate.press('Enter');
  await chooseSpeed(page, '10 steps a second'); // else the seed that diverges is over before it is looked at
  await trainButton(page).click();
  await expect(lane(page, 'Plain').getByText('Diverged', { exact: true })).toBeVisible();

  await raceOver(page);
  await expectStep(page, 40);
  await expect(lane(page, 'Nesterov').getByText('Diverged')).toHaveCount(0);
  await page.mouse.move(700, 20); // a lane under the pointer fades the others
  await expectNoViolation(page);
  const captions = ['Nesterov, seed 1', 'Nesterov, seed 2', 'Plain, seed 2', 'Third, seed 1'];
  const before = await shownOf(page, captions);
  const rowsOf = (i: number) => before.tables[i]?.length ?? 0;
  expect(rowsOf(0)).toBe(41); // with the heading
  expect(rowsOf(2)).toBe(41);
  expect(rowsOf(4)).toBeLessThan(41);
  expect(rowsOf(6)).toBeLessThan(41);
  expect(before.verdict).toContain('Learning rates not tuned');
  expect(before.verdict).toContain('Changed during the race'); // by the live edit of Plain
  expect(before.verdict).not.toContain('Schedules differ'); // nobody touched one
  expect(before.verdict).toContain('2 seeds are not enough');
  expect(before.verdict).toContain('Stopped by hand and not compared: Third');
  await expect(page.getByRole('region', { name: 'Training loss' })).toContainText('n = 2');

  const json = await exported(page, 'Export result, JSON');
  expect(json.name).toMatch(/^a-small-test_\d{4}-\d\d-\d\d_\d{4}\.json$/);
  const csv = await exported(page, 'Export every step, CSV');
  expect(csv.name).toMatch(/^a-small-test_\d{4}-\d\d-\d\d_\d{4}\.csv$/);
  expect(csv.text[0]).toBe('\ufeff'); // or a spreadsheet garbles names that are not ASCII
  const lines = csv.text.slice(1).trimEnd().split('\r\n');
  expect(lines[0]).toBe('lane,seed,step,loss,lr,momentum');
  expect(lines.filter((line) => line.startsWith('Nesterov,'))).toHaveLength(80);
  const [first] = before.tables[0]?.slice(1) ?? [];
  expect(numberIn(lines[1]?.split(',')[3] ?? '')).toBeCloseTo(numberIn(first?.[2] ?? ''), 2);

  await page.goto('about:blank');
  await openPage(page, cnnSpec());
  await importFile(page, json.path);
  await expect(banner(page, 'Imported result of A small test')).toBeVisible();
  await expectNoViolation(page);
  expect(await shownOf(page, captions)).toEqual(before);

  await restart(page);
  await expect(banner(page, 'Imported result')).toHaveCount(0);
  await expect(trainButton(page)).toBeEnabled();
  await expect(progress(page)).toContainText('Seed 1 of 2');
  await trainButton(page).click();
  await expectStepFrom(page, 1);
});

test('five seeds brought back from a file show the medians of all five, on charts, cards and standings', async ({
  page,
}) => {
  const training = { steps: 6, evalEvery: 3, target };
  await openPage(page, cnnSpec({ training, parts: { seeds: 5 }, lanes: [nesterov, plain] }));
  await trainButton(page).click();
  await raceOver(page);
  const { path, text } = await exported(page, 'Export result, JSON');
  const { rounds } = parseResult(text);
  expect(rounds).toHaveLength(5);
  const medians = ['Nesterov', 'Plain'].map((name, lane) => {
    const runs = rounds.flatMap((round) => round.runs.filter((run) => run.lane === lane));
    const accuracy = (of: (typeof runs)[number]) =>
      validationOf(of.evaluations).at(-1)?.accuracy ?? Number.NaN;
    return {
      name,
      accuracy: en.format.percent(median(runs.map(accuracy))),
      loss: en.format.measured(median(runs.map(({ loss }) => smoothedLoss(loss, 0.9)))),
      steps: median(runs.map(stepsToTarget)),
    };
  });

  /** In an accessible name thin spaces are plain ones. */
  const accessibleName = (words: string) => new RegExp(words.replaceAll('.', '\\.').replace(/\s/g, '\\s'));
  const expectMedians = async (): Promise<void> => {
    for (const { name, accuracy, loss, steps } of medians) {
      const figure = (chart: string) => page.getByRole('figure', { name: new RegExp(`^${chart}`) });
      await expect(figure('Validation accuracy')).toHaveAccessibleName(accessibleName(`${name} ${accuracy}`));
      await expect(figure('Training loss')).toHaveAccessibleName(accessibleName(`${name} ${loss}`));
      await expect(lane(page, name).getByTitle('Median training loss of 5 seeds, smoothed')).toContainText(
        loss,
      );
      await results(page).getByRole('tab', { name: 'Standings' }).click();
      const row = results(page).getByRole('row').filter({ hasText: name });
      await expect(row).toContainText(accuracy);
      await expect(row).toContainText(loss);
      if (Number.isFinite(steps)) {
        await expect(row.getByRole('cell', { name: stepsText(en, steps), exact: true })).toBeVisible();
        await expect(lane(page, name)).toContainText(`Median step ${stepsText(en, steps)}`);
      }
    }
  };
  await expectMedians();
  await page.goto('about:blank');
  await openPage(page, cnnSpec());
  await importFile(page, path);
  await expect(banner(page, 'Imported result of A small test')).toBeVisible();
  await expectMedians();
});

test('what lanes do not have alike is said before the race, and nothing can be edited that the seeds repeat', async ({
  page,
}) => {
  const lanes = [{ ...nesterov, lrSchedule: { id: 'cosine' } }, plain];
  const training = { steps: 1, evalEvery: 1, target };
  await openPage(page, cnnSpec({ training, parts: { seeds: 2 }, lanes }));
  await page.getByRole('button', { name: /^Race Quick / }).click();
  const drawer = page.getByRole('dialog', { name: 'Race' });
  await expect(drawer.getByText('Learning rate schedules differ.')).toContainText(
    'Nesterov: cosine; Plain: constant.',
  );
  await expectNoViolation(page);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  const rate = lane(page, 'Plain').getByRole('textbox', { name: 'Plain learning rate', exact: true });
  const oneStep = page.getByRole('button', { name: 'One step: a single minibatch' });
  const locked = page.getByText(
    'Sliders are locked: the seeds repeat what the first one did; restart to change',
  );
  await expect(rate).toBeEnabled();
  await oneStep.click();
  await expect(locked).toBeVisible();
  await expect(rate).toBeDisabled();
  await restart(page);
  await expect(locked).toHaveCount(0);
  await expect(rate).toBeEnabled();
});

test('a file that is no result says what is wrong, and changes nothing; one dropped on the page is taken', async ({
  page,
}) => {
  const lanes = [nesterov, plain];
  await openPage(page, cnnSpec({ training: { steps: 6, evalEvery: 3, target }, lanes }));
  await trainButton(page).click();
  await expectStep(page, 6);
  await raceOver(page);
  const before = await shownOf(page, ['Nesterov', 'Plain']);
  const { text } = await exported(page, 'Export result, JSON');

  const broken = JSON.parse(text);
  broken.rounds[0].seed = -1;
  await drop(page, JSON.stringify(broken));
  const notice = banner(page, 'Can’t open “result.json”: its result isn’t valid.');
  await expect(notice).toContainText('“A small test” is unchanged.');
  const where = notice.getByText('result.rounds[0].seed: must be a whole number from 0');
  await expect(where).toBeHidden();
  await notice.getByText('Details').click();
  await expect(where).toBeVisible();
  await expectNoViolation(page);
  expect(await shownOf(page, ['Nesterov', 'Plain'])).toEqual(before);
  await page.getByRole('button', { name: 'Close this message' }).click();

  const others = [
    ['cat.png', '\u0089PNG', '“cat.png”: it is a PNG image.'],
    ['steps.csv', 'lane,step,loss\r\nA,1,2.3\r\n', '“steps.csv”: it is a table (CSV).'],
    ['paper.pdf', '%PDF-1.7', '“paper.pdf”: it is a PDF document.'],
    ['all.zip', 'PK\u0003\u0004', '“all.zip”: it is a zip archive.'],
    ['other.json', '{"a":1}', '“other.json”: it isn’t a Downhill result.'],
  ] as const;
  for (const [name, content, said] of others) {
    await drop(page, content, name);
    await expect(banner(page, `Can’t open ${said}`)).toContainText('“A small test” is unchanged.');
  }
  await page.getByRole('button', { name: 'Close this message' }).click();

  await restart(page);
  await expectStep(page, 0);
  await drop(page, text);
  await expect(banner(page, 'Imported result of A small test')).toBeVisible();
  expect(await shownOf(page, ['Nesterov', 'Plain'])).toEqual(before);
});

/** Drops a file on the page whose bytes are the letters of a text, each below 256. */
async function drop(page: Page, text: string, name = 'result.json'): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([content, called]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], called));
      return transfer;
    },
    [text, name] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await expect(page.getByText('Drop a result to open it, or weights to start from them')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

test('a fair race tunes each lane alike, races over seeds, times each alone, and shows how it came to that', async ({
  page,
}) => {
  const race = { mode: 'fair', grid: { points: 5, decades: 3 }, timing: { warmup: 1, steps: 3 } };
  const training = { steps: 6, evalEvery: 3, target };
  await openPage(page, cnnSpec({ training, parts: { seeds: 2, race }, lanes: [nesterov, plain] }));
  await page.getByRole('button', { name: /^Race Fair / }).click();
  const drawer = page.getByRole('dialog', { name: 'Race' });
  await expect(drawer).toContainText(
    '5 rates × 2 lanes + 2 seeds × 2 lanes of 6 steps, then 2 lanes × 4 steps alone',
  );
  await expectNoViolation(page);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  // before its first step the centre of the search can still be edited
  const rate = lane(page, 'Plain').getByRole('textbox', { name: 'Plain learning rate', exact: true });
  await rate.fill('0.05');
  await rate.press('Enter');
  await expect(trainButton(page)).toBeEnabled();
  await expect(progress(page)).toContainText('Tuning 1 to 8 of 10');
  await page.getByRole('button', { name: 'One step: a single minibatch' }).click();
  await expectStep(page, 1);
  await expect(page.getByText('Sliders are locked: a fair race treats lanes alike')).toBeVisible();
  await expect(rate).toBeDisabled();
  await expect(lane(page, 'Plain').getByText('Tuning: 4 of 5')).toBeVisible();
  await expectNoViolation(page);
  await trainButton(page).click();

  await raceOver(page);
  await expect(progress(page)).toContainText('2 seeds');
  await expect(results(page).getByText('Learning rates tuned')).toBeVisible();
  await expect(rate).toBeEnabled();
  const chosen = lane(page, 'Plain').getByText(/^Raced at lr .+, the best of 5 tried$/);
  await expect(chosen).toBeVisible();
  const raced = ((await chosen.textContent()) ?? '').replace(/^Raced at lr (.+), the best.*$/, '$1');
  expect(en.format.chosen(Number(await rate.inputValue()))).toBe(raced); // the box shows what it raced at
  for (const name of ['Sensitivity', 'Timing', 'Standings']) {
    await results(page).getByRole('tab', { name, exact: true }).click();
    await expectNoViolation(page);
  }
  await results(page).getByRole('tab', { name: 'Timing' }).click();
  const times = results(page)
    .getByRole('table')
    .getByRole('cell')
    .filter({ hasText: /\d\s?m?s$/ });
  await expect(times).toHaveCount(2);
  await results(page).getByRole('tab', { name: 'Sensitivity' }).click();
  const tried = await chartTable(page, 'Sensitivity', /^Plain, by learning rate/);
  expect(tried.map(([lr]) => lr)).toEqual(['Learning rate', '0.0016', '0.0089', '0.05', '0.28', '1.6']);
  const best = tried.filter((row) => row[4] === 'chosen').map(([lr]) => lr);
  expect(best).toHaveLength(1);

  // the ways on: the rate that was found, and the seeds it takes to claim
  if (best[0] !== '0.05') {
    const bestRates = results(page).getByRole('list', { name: 'Best learning rates' });
    await bestRates.getByRole('button', { name: `Keep lr ${best[0]} for Plain` }).click();
    await expect(bestRates.getByRole('button', { name: /^Keep lr .* for Plain$/ })).toHaveCount(0);
  }
  await expect.poll(async () => en.format.chosen(Number(await rate.inputValue()))).toBe(best[0]);
  await results(page).getByRole('tab', { name: 'Verdict' }).click();
  await expect(results(page)).toContainText('Tunes and races again from the start and replaces this result.');
  await results(page)
    .getByRole('button', { name: /^Race 7 seeds \d+\s(s|min)/ })
    .click();
  await expect(page.getByRole('button', { name: /^Race Fair .* 7 seeds/ })).toBeVisible();
  // under way already, if not over
  await expect(
    page
      .getByRole('region', { name: 'Transport' })
      .getByRole('button', { name: /^(Pause|Starting…|Train again)$/ }),
  ).toBeVisible();
  await restart(page);
  await expectStep(page, 0);

  // a search around another rate is a further one, and counts
  await type(rate, '0.4');
  await expect(trainButton(page)).toBeEnabled();
  await page.getByRole('button', { name: /^Race Fair / }).click();
  await expect(drawer.getByRole('group', { name: 'Tried before' })).toContainText('Nesterov 0 and Plain 5');
  await expect(drawer.getByRole('radio', { name: '7', exact: true })).toBeChecked();
  await expectNoViolation(page);
});

test('a race that is stopped keeps what it has', async ({ page }) => {
  const training = { steps: 30, evalEvery: 5, target };
  await openPage(page, cnnSpec({ training, parts: { seeds: 9 }, lanes: [nesterov, plain] }));
  await chooseSpeed(page, '10 steps a second'); // else nine seeds are over at once
  await trainButton(page).click();
  await expect(progress(page)).toContainText('Seed 2 of 9');
  await expect(page.getByRole('region', { name: 'Training loss' })).toContainText('n = 2 so far');
  await progress(page).getByRole('button', { name: 'Stop here' }).click();
  await expect(progress(page)).toContainText('of 9 seeds');
  await raceOver(page);
  const losses = await chartTable(page, 'Training loss', /^Nesterov, seed 1, smoothed by/);
  expect(losses).toHaveLength(31);
  const { text } = await exported(page, 'Export result, JSON');
  expect(JSON.parse(text).rounds.length).toBeGreaterThanOrEqual(1);
});
