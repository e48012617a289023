/** A function of a module of WebAssembly: numbers in, nothing out. */
export type WasmCallable = (...args: number[]) => void;

/** A call with every address settled: a kernel by its name, and its arguments. */
export type ThreadCall = readonly [kernel: string, ...args: number[]];

/** What a thread may do beside others: calls of each task of each job, on workspaces of its own. */
export type ThreadJobs = readonly (readonly (readonly ThreadCall[])[])[];

/** What a thread is started with. */
export interface ThreadStart {
  readonly index: number;
  readonly kernels: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly jobs: ThreadJobs;
  /** See `controlWords`. */
  readonly control: Int32Array;
}

/** The words that threads agree by. */
export const controlWords = {
  ticket: 0,
  run: 1,
  job: 2,
  tasks: 3,
  done: 4,
  wakeUps: 5,
  failed: 6,
  /** 1 once threads are to end. */
  over: 7,
  /** From here on a word for each thread: 1 where it may take tasks. */
  admitted: 8,
} as const;

/**
 * Takes tasks of the run under way beside other threads. A ticket is the number of a run in 16 bits, and below them a task:
 * one is drawn by adding 1, so that no two threads have the same. One that is drawn too late names no task, or a run that
 * is over.
 *
 * Its source is also what a thread of Node runs, so it names nothing from outside.
 */
export function taskRunner(
  kernels: WebAssembly.Exports,
  jobs: ThreadJobs,
  words: Int32Array,
  at: typeof controlWords,
) {
  const spins = 4000;
  const linked = jobs.map((tasks) =>
    tasks.map((calls) => calls.map(([name, ...args]) => ({ run: kernels[name] as WasmCallable, args }))),
  );
  const runTask = (job: number, task: number): void => {
    for (const { run, args } of linked[job]?.[task] ?? []) run(...args);
  };
  /** Does tasks until none is left; the milliseconds that the longest took. */
  const runTasks = (): number => {
    let longest = 0;
    for (;;) {
      const ticket = Atomics.add(words, at.ticket, 1);
      const task = ticket & 0xffff;
      const job = Atomics.load(words, at.job);
      const tasks = Atomics.load(words, at.tasks);
      // read last: where another run has begun meanwhile, the ticket is none of its
      if (Atomics.load(words, at.run) !== ticket >>> 16 || task >= tasks) return longest;
      const began = performance.now();
      try {
        runTask(job, task);
      } catch {
        Atomics.store(words, at.failed, 1);
      }
      longest = Math.max(longest, performance.now() - began);
      if (Atomics.add(words, at.done, 1) + 1 === tasks) Atomics.notify(words, at.done);
    }
  };
  /** Looks for a change of a word for a while, then sleeps until there is one, or `timeout` is over. */
  const waitWhile = (word: number, value: number, timeout: number): boolean => {
    for (let spin = 0; spin < spins; spin++) if (Atomics.load(words, word) !== value) return true;
    return Atomics.wait(words, word, value, timeout) !== 'timed-out';
  };
  /** Takes tasks whenever there are some and the thread is admitted, which the leader does when it has time; until all is over. */
  const serve = (index: number): void => {
    let seen = Atomics.load(words, at.wakeUps);
    for (;;) {
      while (Atomics.load(words, at.wakeUps) === seen) waitWhile(at.wakeUps, seen, 1e9);
      seen = Atomics.load(words, at.wakeUps);
      if (Atomics.load(words, at.over) === 1) return;
      if (Atomics.load(words, at.admitted + index) === 1) runTasks();
    }
  };
  return { runTask, runTasks, waitWhile, serve };
}
