import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { presetById } from '../../../src/experiment/presets.ts';
import { emptyRun, useApp } from '../../../src/store/app.ts';
import { readyToPaint } from '../../../src/store/first-paint.ts';
import { gpu } from '../shell/run-state.ts';

const atFirst = useApp.getState();

beforeEach(() => {
  vi.useFakeTimers();
  useApp.setState(atFirst, true);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether the page is painted by now. */
function painted(): () => boolean {
  let isPainted = false;
  void readyToPaint().then(() => {
    isPainted = true;
  });
  return () => isPainted;
}

test('paints once the adapter is known, and the experiment for it is chosen', async () => {
  const isPainted = painted();
  await vi.advanceTimersByTimeAsync(300);
  expect(isPainted()).toBe(false);
  useApp.setState({ adapter: gpu });
  await Promise.resolve();
  expect(isPainted()).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(isPainted()).toBe(true);
  await vi.advanceTimersByTimeAsync(2000);
  expect(useApp.getState().isAdapterLate).toBe(false);
});

test('paints once it is known that nothing can train', async () => {
  const isPainted = painted();
  useApp.setState({ run: { ...emptyRun, state: 'failed', error: { code: 'worker', message: 'gone' } } });
  await vi.advanceTimersByTimeAsync(0);
  expect(isPainted()).toBe(true);
  expect(useApp.getState().isAdapterLate).toBe(false);
});

test('paints without an answer that is long in coming, and keeps a place for it', async () => {
  const isPainted = painted();
  await vi.advanceTimersByTimeAsync(800);
  expect(isPainted()).toBe(true);
  expect(useApp.getState().isAdapterLate).toBe(true);
});

test('begins with an experiment of the menu, as it is there', () => {
  const { presetId, spec } = useApp.getInitialState();
  expect(presetById(presetId ?? '')?.spec).toEqual(spec);
});
