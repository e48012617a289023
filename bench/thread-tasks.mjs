// @ts-check

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, tdur?: number, args?: Record<string, unknown> }} TraceEvent
 *
 * @typedef {object} ThreadTasks
 * @property {number} seconds
 * @property {number} cpuMs of the thread, in tasks
 * @property {number} share of the thread, 0 to 1
 * @property {number} tasks
 * @property {number} longestMs CPU time of the longest task
 * @property {number} over50ms tasks that took longer than that
 */

/** What a task may take, in CPU time: longer, and the page stutters. */
export const longTaskMs = 50;

const taskNames = ['ThreadControllerImpl::RunTask', 'ThreadPool_RunTask'];

/** Enough for the tasks of each thread with their CPU time. */
export const traceCategories = ['toplevel', '__metadata'];

/** The names Chromium gives its threads. */
export const threads = /** @type {const} */ ({
  page: 'CrRendererMain',
  worker: 'DedicatedWorker thread',
});

/**
 * The tasks of a thread in a Chromium trace, by thread CPU time: what else the machine does lengthens their wall time
 * only. Of several threads of the name the busiest counts.
 * @param {{ traceEvents: readonly TraceEvent[] }} trace
 * @param {string} thread its name
 * @param {number} seconds the trace is long
 * @returns {ThreadTasks}
 * @throws where no such thread is in the trace, or its tasks lack their CPU time
 */
export function tasksOf({ traceEvents }, thread, seconds) {
  const named = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === thread);
  if (named.length === 0) throw new Error(`trace: names no thread ${thread}`);
  const ofEach = named.map(({ pid, tid }) => {
    const tasks = traceEvents.filter(
      (event) => event.pid === pid && event.tid === tid && event.ph === 'X' && taskNames.includes(event.name),
    );
    return tasks.map(({ tdur }) => (tdur ?? Number.NaN) / 1000);
  });
  const busiest = ofEach.reduce((longest, tasks) => (total(tasks) > total(longest) ? tasks : longest));
  const cpuMs = total(busiest);
  if (!(cpuMs > 0)) throw new Error(`trace: the tasks of ${thread} carry no CPU time`);
  return {
    seconds,
    cpuMs,
    share: cpuMs / (1000 * seconds),
    tasks: busiest.length,
    longestMs: Math.max(...busiest),
    over50ms: busiest.filter((ms) => ms > longTaskMs).length,
  };
}

/** @param {readonly number[]} values */
const total = (values) => values.reduce((sum, value) => sum + value, 0);

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} thread its name
 * @param {() => Promise<unknown>} work
 * @returns {Promise<ThreadTasks>} while `work` goes on
 */
export async function traceThread(page, thread, work) {
  const browser = page.context().browser();
  if (browser === null) throw new Error('trace: the page has no browser of its own');
  await browser.startTracing(page, { categories: traceCategories });
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const trace = await browser.stopTracing();
  return tasksOf(JSON.parse(trace.toString('utf8')), thread, seconds);
}
