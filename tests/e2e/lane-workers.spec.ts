import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { groupCount } from '../../src/compiler/wasm/lane-groups.ts';
import { parseResult } from '../../src/race/result.ts';
import {
  banner,
  beginWorkerWith,
  built,
  chartTable,
  chooseSpeed,
  cnnSpec,
  endless,
  expect,
  expectStep,
  expectStepFrom,
  lane,
  linkTo,
  openPage,
  pauseButton,
  restart,
  stepButton,
  stepNow,
  stepUntil,
  test,
  trainButton,
} from './page.ts';

const lanes = [
  { name: 'Nesterov', optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } },
  { name: 'Plain', optimizer: { id: 'sgd', lr: 0.02 } },
  { name: 'Adam', optimizer: { id: 'adam', lr: 0.002 } },
];
const race = (training: Readonly<Record<string, unknown>>) => cnnSpec({ lanes, training });

const laneWorkers = (page: Page) => page.workers().filter((worker) => /\/lane\.worker-/.test(worker.url()));

/** How many workers the lanes have here: none of their own where one group has them all. */
async function expectedWorkers(page: Page): Promise<number> {
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const groups = groupCount(lanes.length, cores);
  return groups === 1 ? 0 : groups;
}

/** Ends a lane's worker without a word, as the system does where memory runs out. */
async function killWorker(page: Page, index: number): Promise<void> {
  const worker = laneWorkers(page)[index];
  if (!worker) throw new Error(`no worker ${index} of a lane`);
  const ended = worker.waitForEvent('close');
  await worker.evaluate('close()');
  await ended;
}

async function chooseOf(page: Page, name: string, item: string): Promise<void> {
  await lane(page, name)
    .getByRole('button', { name: `${name}: more` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** What was recorded of each lane, by the file that the page saves. */
async function recorded(page: Page) {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitem', { name: 'Export result, JSON' }).click();
  const { rounds } = parseResult(await readFile(await (await saved).path(), 'utf8'));
  return rounds.map(({ hashes, runs }) => ({
    hashes,
    runs: runs.map(({ loss, evaluations }) => ({ loss, evaluations })),
  }));
}

test('a race of three trains in a worker each: paused, stepped, a lane stopped, two workers killed, it has the losses of one thread', async ({
  page,
  context,
}) => {
  const spec = race({ steps: 40, evalEvery: 10 });
  await openPage(page, spec);
  const workers = await expectedWorkers(page);
  expect(laneWorkers(page)).toHaveLength(workers);
  await stepUntil(page, 3);
  await killWorker(page, 0);
  await stepUntil(page, 4);
  await chooseOf(page, 'Adam', 'Stop this lane');
  await expect(lane(page, 'Adam').getByText('Stopped', { exact: true })).toBeVisible();
  await chooseSpeed(page, '10 steps a second'); // else it is over before a worker is killed
  await trainButton(page).click();
  await expectStepFrom(page, 8);
  await killWorker(page, 1);
  await pauseButton(page).click();
  await expect(trainButton(page)).toBeEnabled();
  const paused = await stepNow(page);
  expect(paused).toBeLessThan(40);
  await expect.poll(() => laneWorkers(page).length).toBe(workers);
  await chooseSpeed(page, 'Full speed');
  await trainButton(page).click();
  await expect(lane(page, 'Plain').getByText('Finished')).toBeVisible();
  const [disturbed] = await recorded(page);

  const still = await context.newPage();
  await beginWorkerWith(still, 'globalThis.Worker = undefined;');
  await openPage(still, spec);
  expect(laneWorkers(still)).toHaveLength(0);
  await trainButton(still).click();
  await expect(lane(still, 'Adam').getByText('Finished')).toBeVisible();
  const [undisturbed] = await recorded(still);
  expect(disturbed?.hashes).toEqual(undisturbed?.hashes);
  const [nesterov, plain, adam] = undisturbed?.runs ?? [];
  expect(nesterov?.loss).toHaveLength(40);
  expect(disturbed?.runs.slice(0, 2)).toEqual([nesterov, plain]);
  expect(disturbed?.runs[2]?.loss).toEqual(adam?.loss.slice(0, 4));
});

/** Has a lane's worker die of an error at any run that it is told, and those in its place too, while it is `faulty`. */
const dyingWhileFaulty = `const Started = Worker;
  globalThis.Worker = class extends Started {
    postMessage(message, transfer) {
      if (!globalThis.faulty || message.request?.kind !== 'run') super.postMessage(message, transfer);
      else this.dispatchEvent(new ErrorEvent('error', { message: 'Uncaught Error: boom', cancelable: true }));
    }
  };`;

const setFaulty = async (page: Page, faulty: boolean): Promise<void> => {
  await page.workers()[0]?.evaluate(`globalThis.faulty = ${faulty}`);
};

test('a lane whose worker dies again and again fails the run with what was known, and Restart trains again', async ({
  page,
}) => {
  await beginWorkerWith(page, dyingWhileFaulty);
  await openPage(page, race(endless));
  await stepUntil(page, 2);
  await setFaulty(page, true);
  await stepButton(page).click();
  const failed = banner(page, 'Training stopped working at step 2.');
  await expect(failed).toContainText('A lane’s worker failed repeatedly (Error: boom).');
  for (const { name } of lanes) {
    const rows = await chartTable(page, 'Training loss', new RegExp(`^${name}, smoothed by`));
    expect(rows, name).toHaveLength(3); // with the heading
  }
  await setFaulty(page, false);
  await restart(page);
  await expect(failed).toBeHidden();
  await expectStep(page, 0);
  await stepUntil(page, 1);
});

test('where the page may start no worker within a worker, one thread trains', async ({ page }) => {
  await beginWorkerWith(page, "globalThis.Worker = class { constructor() { throw new Error('no'); } };");
  await page.goto(linkTo(race({ steps: 3, evalEvery: 3 })));
  await built(page);
  await trainButton(page).click();
  await expect(lane(page, 'Adam').getByText('Finished')).toBeVisible();
});
