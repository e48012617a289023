// @ts-check
import { brief, spread } from './statistics.mjs';
import { threads, traceThread } from './thread-tasks.mjs';

/**
 * @typedef {import('./page/messages.ts').Round} Round
 * @typedef {import('./page/messages.ts').ContestantReport} ContestantReport
 * @typedef {import('./options.mjs').ContestantId} ContestantId
 */

/**
 * @template {string} [Id=ContestantId]
 * @typedef {object} Runner
 * @property {Id} id
 * @property {ContestantReport | null} opened
 * @property {string | null} failed why, once it has
 * @property {Round[]} warmup its first steps, compilation among them
 * @property {Round[]} rounds what is measured
 * @property {{ cpuMs: number, steps: number } | null} thread what its worker's thread took of the CPU
 * @property {Round[]} extra steps after the rounds, for more losses and a better mean of the JavaScript time
 */

const openLimitMs = 300_000;
const firstStepLimitMs = 300_000;
/** Over so many steps is the time in JavaScript averaged: the browser's clock is coarse. */
const jsSteps = 1000;
/** A contestant that is slower than it seemed keeps at least so many rounds. */
const fewestRounds = 3;

/**
 * Where contestants run.
 * @template {string} Id
 * @typedef {object} Stage
 * @property {(id: Id) => Promise<ContestantReport>} open
 * @property {(id: Id, steps: number, counted: boolean) => Promise<Round>} runSteps
 * @property {(id: Id) => Promise<void>} close ends a contestant, whatever it is doing
 */

/**
 * The page of the contestants, a worker for each.
 * @param {import('@playwright/test').Page} page
 * @returns {Stage<ContestantId>}
 */
export const pageStage = (page) => ({
  open: (id) => page.evaluate((which) => window.bench.open(which), id),
  runSteps: (id, steps, counted) =>
    page.evaluate(
      ([which, count, isCounted]) => window.bench.runSteps(which, count, isCounted),
      /** @type {const} */ ([id, steps, counted]),
    ),
  close: (id) => page.evaluate((which) => window.bench.close(which), id),
});

/**
 * The contestants of one session, taking turns.
 * @template {string} [Id=ContestantId]
 */
export class Race {
  /** @type {Stage<Id>} */
  #stage;
  /** @type {Record<Id, string>} */
  #names;
  #warmupMs;
  #counts;
  /** @type {Runner<Id>[]} */
  runners;

  /**
   * @param {Stage<Id>} stage
   * @param {readonly Id[]} ids
   * @param {Record<Id, string>} names
   * @param {{ warmupMs?: number, counts?: boolean }} [warmup] for how long a contestant takes steps before it is measured,
   *   and whether calls are counted meanwhile
   */
  constructor(stage, ids, names, { warmupMs = 2000, counts = true } = {}) {
    this.#counts = counts;
    this.#stage = stage;
    this.#names = names;
    this.#warmupMs = warmupMs;
    this.runners = ids.map((id) => ({
      id,
      opened: null,
      failed: null,
      warmup: [],
      rounds: [],
      extra: [],
      thread: null,
    }));
  }

  /**
   * Opens a contestant and takes its first steps, of which the third and fourth may have their calls counted.
   * @param {Runner<Id>} runner
   * @param {(opened: ContestantReport) => void} check throws where it must not take part
   */
  async warmUp(runner, check) {
    await this.#guard(runner, async () => {
      const { id, warmup } = runner;
      runner.opened = await this.#within(openLimitMs, this.#stage.open(id));
      check(runner.opened);
      warmup.push(await this.#runSteps(id, 2, firstStepLimitMs));
      if (this.#counts) warmup.push(await this.#runSteps(id, 2, firstStepLimitMs, true));
      let steps = 2;
      for (let spentMs = warmup.at(-1)?.elapsedMs ?? 0; spentMs < this.#warmupMs; steps *= 2) {
        const round = await this.#runSteps(id, steps, firstStepLimitMs);
        warmup.push(round);
        spentMs += round.elapsedMs;
      }
    });
  }

  /**
   * @param {number} rounds
   * @param {number} seconds for each contestant, all of its rounds together
   * @param {(line: string) => void} emit
   */
  async run(rounds, seconds, emit) {
    for (let round = 1; round <= rounds; round++) {
      /** @type {string[]} */
      const measuredText = [];
      for (const runner of this.runners) {
        const spentMs = runner.rounds.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
        if (runner.failed !== null) continue;
        if (runner.rounds.length >= fewestRounds && spentMs > 1500 * seconds) continue;
        const roundMs = (1000 * seconds) / rounds;
        const steps = Math.max(1, Math.floor(roundMs / expectedMsPerStep(runner)));
        await this.#guard(runner, async () => {
          const done = await this.#runSteps(runner.id, steps, 60_000 + 20 * roundMs);
          runner.rounds.push(done);
          measuredText.push(`${this.#names[runner.id]} ${brief(done.elapsedMs / steps)} (${steps})`);
        });
      }
      emit(`round ${round} of ${rounds}, ms/step (steps): ${measuredText.join(' · ')}`);
    }
  }

  /**
   * More steps of one contestant, until the time in JavaScript is a mean over enough of them.
   * @param {Runner<Id>} runner
   * @param {number} seconds after which it stops anyway
   */
  async settleJsTime(runner, seconds) {
    const endMs = performance.now() + 1000 * seconds;
    await this.#runMore(runner, () => (performance.now() > endMs ? 0 : jsSteps - measuredSteps(runner)));
  }

  /**
   * More steps of one contestant, with the CPU time of its worker's thread: the clock also counts what others do on the
   * same core meanwhile, and a software adapter takes every core.
   * @param {import('@playwright/test').Page} page of the contestants
   * @param {Runner<Id>} runner
   * @param {number} seconds about
   */
  async traceThread(page, runner, seconds) {
    const steps = Math.max(3, Math.min(jsSteps, Math.round((1000 * seconds) / expectedMsPerStep(runner))));
    await this.#guard(runner, async () => {
      const { cpuMs } = await traceThread(page, threads.worker, async () => {
        runner.extra.push(await this.#runSteps(runner.id, steps, firstStepLimitMs));
      });
      runner.thread = { cpuMs, steps };
    });
  }

  /**
   * More steps of one contestant, until it has taken so many with all before.
   * @param {Runner<Id>} runner
   * @param {number} steps
   */
  async reach(runner, steps) {
    await this.#runMore(runner, () => steps - allSteps(runner));
  }

  /**
   * @param {Runner<Id>} runner
   * @param {() => number} missing steps
   */
  async #runMore(runner, missing) {
    await this.#guard(runner, async () => {
      const atOnce = Math.max(1, Math.floor(2000 / expectedMsPerStep(runner)));
      for (let steps = missing(); steps > 0; steps = missing())
        runner.extra.push(await this.#runSteps(runner.id, Math.min(atOnce, steps), firstStepLimitMs));
    });
  }

  /**
   * @param {Id} id
   * @param {number} steps
   * @param {number} limitMs
   * @param {boolean} [counted]
   * @returns {Promise<Round>}
   */
  async #runSteps(id, steps, limitMs, counted = false) {
    const round = await this.#within(limitMs, this.#stage.runSteps(id, steps, counted));
    const broken = round.losses.findIndex((loss) => !Number.isFinite(loss));
    if (broken >= 0) throw new Error(`the loss of step ${round.first + broken} is ${round.losses[broken]}`);
    return round;
  }

  /**
   * A contestant that fails is out, its worker ended, and the others go on.
   * @param {Runner<Id>} runner
   * @param {() => Promise<void>} work
   */
  async #guard(runner, work) {
    if (runner.failed !== null) return;
    try {
      await work();
    } catch (error) {
      runner.failed = reasonOf(error);
      await this.#stage.close(runner.id);
    }
  }

  /**
   * @template Result
   * @param {number} limitMs
   * @param {Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async #within(limitMs, work) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${Math.round(limitMs / 1000)} s`)),
        limitMs,
      );
    });
    work.catch(() => undefined); // also rejects when its worker is ended
    try {
      return await Promise.race([work, /** @type {Promise<never>} */ (late)]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {Runner<string>} runner */
export const measuredSteps = ({ rounds, extra }) =>
  [...rounds, ...extra].reduce((sum, { steps }) => sum + steps, 0);

/** @param {Runner<string>} runner */
const allSteps = ({ warmup, rounds, extra }) =>
  [...warmup, ...rounds, ...extra].reduce((sum, { steps }) => sum + steps, 0);

/** @param {Runner<string>} runner */
function expectedMsPerStep({ warmup, rounds }) {
  if (rounds.length > 0) return spread(rounds.map(({ elapsedMs, steps }) => elapsedMs / steps)).median;
  const last = warmup.at(-1);
  return last ? Math.max(last.elapsedMs / last.steps, 0.01) : 1000;
}

/** @param {unknown} error */
function reasonOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n', 1)[0] ?? '').replace(/^page\.evaluate: (Error: )?/, '').slice(0, 300);
}
