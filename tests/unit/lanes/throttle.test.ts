import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttle } from '../../../src/ui/lanes/useLaneEdit.ts';

describe('throttle', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends the first at once and at most one each interval, the last always', () => {
    const sent: number[] = [];
    const { send } = throttle<number>(
      (value) => sent.push(value),
      50,
      (_, next) => next,
    );
    for (let i = 0; i < 100; i++) {
      send(i);
      vi.advanceTimersByTime(10);
    }
    expect(sent).toHaveLength(21); // one at once, then one at the end of each 50 ms of the second
    expect(sent[0]).toBe(0);
    vi.advanceTimersByTime(50);
    expect(sent.at(-1)).toBe(99);
  });

  it('joins what waits, so that no control is lost behind another', () => {
    const sent: object[] = [];
    const { send, flush } = throttle<object>(
      (value) => sent.push(value),
      50,
      (a, b) => ({ ...a, ...b }),
    );
    send({ lr: 1 });
    send({ lr: 2 });
    send({ momentum: 0.5 });
    expect(sent).toEqual([{ lr: 1 }]);
    flush();
    expect(sent).toEqual([{ lr: 1 }, { lr: 2, momentum: 0.5 }]);
    vi.advanceTimersByTime(500);
    expect(sent).toHaveLength(2);
  });
});
