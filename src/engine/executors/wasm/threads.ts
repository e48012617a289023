import { DownhillError } from '../../../core/errors.ts';
import type { SpawnThread, ThreadHandle } from './spawn-thread.ts';
import type { ThreadJobs, ThreadStart } from './task-runner.ts';
import { controlWords as at, taskRunner } from './task-runner.ts';

/** How long threads may take, in milliseconds. */
export interface ThreadLimits {
  /** To start: nothing waits for them meanwhile. */
  readonly startMs: number;
  /** To be heard of within a job, at least; a step waits for them. */
  readonly silentMs: number;
}

const defaultLimits: ThreadLimits = { startMs: 30_000, silentMs: 10_000 };
/** A thread may be silent so many times as long as the longest task so far. */
const silentTasks = 20;

/** The most threads that work on one step. */
export const maxThreads = 8;

/** What threads are started with, each of them with jobs of its own. */
export interface ThreadsOptions extends Pick<ThreadStart, 'kernels' | 'memory'> {
  readonly exports: WebAssembly.Exports;
  /** The same jobs for each thread, on its own workspaces; the first are those of the thread that leads. */
  readonly jobs: readonly ThreadJobs[];
  /** Null where there can be no others. */
  readonly spawn: SpawnThread | null;
  readonly limits?: ThreadLimits;
}

/**
 * Threads over one memory that share the tasks of a job. The thread that makes this one leads: it takes tasks like the
 * others, and waits for them, blocked. While there are no others it does all by itself.
 */
export class Threads {
  /** Settles once every thread has started or will not: how many there are, with the one that leads. */
  readonly started: Promise<number>;
  readonly #jobs: ThreadJobs;
  readonly #control: Int32Array;
  readonly #runner: ReturnType<typeof taskRunner>;
  readonly #handles: readonly ThreadHandle[];
  readonly #limits: ThreadLimits;
  #isOver = false;
  #longestMs = 0;

  constructor({ exports, jobs, spawn, limits = defaultLimits, ...shared }: ThreadsOptions) {
    const [own = [], ...rest] = jobs;
    const others = spawn ? rest : [];
    const bytes = 4 * (at.admitted + jobs.length);
    this.#jobs = own;
    this.#limits = limits;
    this.#control = new Int32Array(others.length > 0 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    this.#runner = taskRunner(exports, own, this.#control, at);
    const handles = others.map((jobs, i) =>
      spawnIfPossible(spawn, { ...shared, index: i + 1, jobs, control: this.#control }),
    );
    this.#handles = handles.flatMap((handle) => handle ?? []);
    const starts = handles.map((handle, i) => handle !== null && this.#admit(handle, i + 1));
    this.started = Promise.all(starts).then((list) => 1 + list.filter(Boolean).length);
  }

  /** Does the tasks of a job, by as many threads as there are. @throws DownhillError code `device` where one is silent */
  run(job: number): void {
    const control = this.#control;
    const tasks = this.#jobs[job]?.length ?? 0;
    if (!control.subarray(at.admitted).includes(1)) {
      for (let task = 0; task < tasks; task++) this.#runner.runTask(job, task);
      return;
    }
    const run = (Atomics.load(control, at.run) + 1) & 0xffff;
    Atomics.store(control, at.run, run); // before all else: see `runTasks`
    Atomics.store(control, at.job, job);
    Atomics.store(control, at.tasks, tasks);
    Atomics.store(control, at.done, 0);
    Atomics.store(control, at.ticket, run << 16);
    Atomics.add(control, at.wakeUps, 1);
    Atomics.notify(control, at.wakeUps);
    this.#longestMs = Math.max(this.#longestMs, this.#runner.runTasks());
    this.#awaitOthers(tasks);
    if (Atomics.load(control, at.failed) === 1) throw new Error('WebAssembly: a kernel failed in a thread');
  }

  /** Ends the threads, which frees the memory once nothing else refers to it. */
  dispose(): void {
    this.#isOver = true;
    this.#control.fill(0, at.admitted);
    Atomics.store(this.#control, at.over, 1);
    Atomics.add(this.#control, at.wakeUps, 1);
    Atomics.notify(this.#control, at.wakeUps);
    for (const handle of this.#handles) handle.terminate();
  }

  async #admit(handle: ThreadHandle, index: number): Promise<boolean> {
    const ended = handle.ended.then(() => {
      Atomics.store(this.#control, at.admitted + index, 0);
      return false;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.#limits.startMs);
    });
    const hasStarted = await Promise.race([handle.ready.then(() => true), ended, late]);
    clearTimeout(timer);
    if (hasStarted && !this.#isOver) Atomics.store(this.#control, at.admitted + index, 1);
    else handle.terminate();
    return hasStarted;
  }

  /** A machine that sleeps meanwhile makes one wait longer, not all of them. */
  #awaitOthers(tasks: number): void {
    const waitMs = 500;
    const patience = Math.max(this.#limits.silentMs, silentTasks * this.#longestMs) / waitMs;
    for (let silent = 0; silent <= patience; ) {
      const done = Atomics.load(this.#control, at.done);
      if (done === tasks) return;
      const isNews =
        this.#runner.waitWhile(at.done, done, waitMs) || Atomics.load(this.#control, at.done) !== done;
      silent = isNews ? 0 : silent + 1;
    }
    this.dispose();
    throw new DownhillError({ code: 'device', fact: { id: 'threadSilent', params: {} } });
  }
}

/** Null where no thread can be made: those that there are do its work. */
function spawnIfPossible(spawn: SpawnThread | null, start: ThreadStart): ThreadHandle | null {
  try {
    return spawn?.(start) ?? null;
  } catch {
    return null;
  }
}
