export interface ThrottledFunction<T> {
  /** Sends now, or at the end of the interval; of several in between the last is sent. */
  send(value: T): void;
  /** Sends what still waits. */
  flush(): void;
}

/** At most one delivery each `intervalMs`; `join` says what waits once another value comes. The last is always delivered. */
export function throttle<T>(
  deliver: (value: T) => void,
  intervalMs: number,
  join: (waiting: T, next: T) => T,
): ThrottledFunction<T> {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function open(): void {
    timer = null;
    flush();
  }
  function flush(): void {
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(open, intervalMs);
    deliver(value);
  }
  return {
    send(value) {
      waiting = { value: waiting === null ? value : join(waiting.value, value) };
      if (timer === null) flush();
    },
    flush,
  };
}
