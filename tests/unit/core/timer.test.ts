import { expect, it } from 'vitest';
import { Timer } from '../../../src/core/timer.ts';

it('counts the time between start and stop, and none while it is stopped', () => {
  const timer = new Timer();
  timer.start(100);
  timer.start(150);
  expect(timer.elapsedMs(180)).toBe(80);
  timer.stop(200);
  expect(timer.elapsedMs(1000)).toBe(100);
  timer.start(1000);
  expect(timer.elapsedMs(1010)).toBe(110);
});

it('begins again at a lap and goes on, and stops at a reset', () => {
  const timer = new Timer();
  timer.start(0);
  expect(timer.lap(30)).toBe(30);
  expect(timer.elapsedMs(50)).toBe(20);
  timer.reset();
  expect(timer.elapsedMs(90)).toBe(0);
});
