/** Runs something in a task of its own, soon. */
type Later = (task: () => void) => void;

/**
 * Tells groups of listeners one after another, each group in a task of its own, so that drawing all of them is no long
 * task. A change while that goes on is told again from the first group, once.
 */
export class StaggeredNotifier {
  readonly #later: Later;
  readonly #groups = new Map<string, Set<() => void>>();
  #waiting: string[] = [];
  #isUnderWay = false;
  #done: (() => void) | null = null;

  constructor(later: Later = inNextTask) {
    this.#later = later;
  }

  readonly subscribe = (group: string, listener: () => void): (() => void) => {
    const listeners = this.#groups.get(group) ?? new Set();
    this.#groups.set(group, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#groups.get(group) === listeners) this.#groups.delete(group);
    };
  };

  /** The first group hears of it now; `done` is called in the task of the last. */
  notify(done: () => void = () => undefined): void {
    this.#waiting = [...this.#groups.keys()];
    this.#done = done;
    if (!this.#isUnderWay) this.#next();
  }

  readonly #next = (): void => {
    const group = this.#waiting.shift();
    this.#isUnderWay = this.#waiting.length > 0;
    if (this.#isUnderWay) this.#later(this.#next);
    for (const listener of this.#groups.get(group ?? '') ?? []) listener();
    if (!this.#isUnderWay) this.#done?.();
  };
}

const tasks: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** Soon, before the browser is likely to draw again. */
export function inNextTask(task: () => void): void {
  if (channel === null) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => tasks.shift()?.();
  }
  tasks.push(task);
  channel.port2.postMessage(null);
}
