import { expect, test } from 'vitest';
import { PacedSubscription } from '../../../src/store/paced-subscription.ts';

/** A clock by hand: `to` calls back what is due by then. */
function clockAtZero() {
  let now = 0;
  let waiting: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after: (ms: number, callback: () => void) => {
      waiting.push({ at: now + ms, callback });
    },
    to: (time: number) => {
      now = time;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}

function counted(clock = clockAtZero(), drawMs = 0) {
  const paced = new PacedSubscription(clock);
  const heard: number[] = [];
  const stop = paced.subscribe(() => {
    heard.push(clock.now());
    if (drawMs > 0) clock.to(clock.now() + drawMs);
  });
  return { clock, paced, heard, stop };
}

test('what a person changes is heard at once', () => {
  const { paced, heard } = counted();
  paced.changed();
  paced.changed();
  expect(heard).toEqual([0, 0]);
});

test('of many changes by the worker the first is heard soon, the rest in one go after 50 ms', () => {
  const { clock, paced, heard } = counted();
  for (let time = 0; time <= 100; time += 10) {
    clock.to(time);
    paced.byWorker(paced.changed);
  }
  clock.to(200);
  expect(heard).toEqual([10, 60, 200]);
});

test('a change by a person brings along what the worker told before', () => {
  const { clock, paced, heard } = counted();
  paced.changed();
  paced.byWorker(paced.changed);
  clock.to(20);
  paced.changed();
  clock.to(500);
  expect(heard).toEqual([0, 20]);
});

test('showing takes a fifth of the time at most', async () => {
  const clock = clockAtZero();
  const { paced, heard } = counted(clock, 100);
  paced.changed();
  await Promise.resolve(); // what it took is known once React has drawn
  paced.byWorker(paced.changed);
  clock.to(499);
  expect(heard).toEqual([0]);
  clock.to(500);
  expect(heard).toEqual([0, 500]);
});

test('who has left hears nothing; a change that throws is still the last of the worker', () => {
  const { paced, heard, stop } = counted();
  const fail = () => {
    throw new Error('as a listener may');
  };
  expect(() => paced.byWorker(fail)).toThrow('as a listener may');
  paced.changed();
  expect(heard).toEqual([0]);
  stop();
  paced.changed();
  expect(heard).toEqual([0]);
});
