import { describe, expect, it } from 'vitest';
import { ThrottledStore } from '../../../src/ui/kit/throttledStore.ts';

function bench(intervalMs = 100) {
  let now = 0;
  let waiting: { at: number; callback: () => void }[] = [];
  let changed = (): void => {};
  let attached = 0;
  const throttled = new ThrottledStore(
    (listener) => {
      attached++;
      changed = listener;
      return () => {
        attached--;
      };
    },
    {
      now: () => now,
      after: (ms, callback) => waiting.push({ at: now + ms, callback }),
      intervalMs: () => intervalMs,
    },
  );
  return {
    throttled,
    attached: () => attached,
    change: () => changed(),
    pass(ms: number): void {
      const end = now + ms;
      for (; now <= end; now++) {
        const due = waiting.filter(({ at }) => at <= now);
        waiting = waiting.filter(({ at }) => at > now);
        for (const { callback } of due) callback();
      }
      now = end;
    },
  };
}

describe('ThrottledStore', () => {
  it('tells of the first change at once and of the rest ten times a second', () => {
    const { throttled, change, pass } = bench();
    let notified = 0;
    throttled.subscribe(() => notified++);
    for (let ms = 0; ms < 990; ms += 10) {
      change();
      pass(10);
    }
    expect(notified).toBe(10);
    expect(throttled.version()).toBe(10);
  });

  it('never forgets the last change', () => {
    const { throttled, change, pass } = bench();
    let notified = 0;
    throttled.subscribe(() => notified++);
    change();
    pass(5);
    change();
    pass(5);
    expect(notified).toBe(1);
    pass(200);
    expect(notified).toBe(2);
  });

  it('says nothing where nothing changes', () => {
    const { throttled, pass } = bench();
    let notified = 0;
    throttled.subscribe(() => notified++);
    pass(1000);
    expect(notified).toBe(0);
  });

  it('listens to its source only while someone listens to it', () => {
    const { throttled, attached } = bench();
    expect(attached()).toBe(0);
    const leave = throttled.subscribe(() => {});
    const leaveToo = throttled.subscribe(() => {});
    expect(attached()).toBe(1);
    leave();
    expect(attached()).toBe(1);
    leaveToo();
    expect(attached()).toBe(0);
  });
});
