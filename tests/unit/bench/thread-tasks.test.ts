import { expect, test } from 'vitest';
import { tasksOf, threads } from '../../../bench/thread-tasks.mjs';

const named = (pid: number, name: string) => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid: 1,
  ts: 0,
  args: { name },
});
const task = (pid: number, tdur: number, tid = 1) => ({
  name: 'ThreadControllerImpl::RunTask',
  ph: 'X',
  pid,
  tid,
  ts: 0,
  tdur,
});

test('tasks of the page’s main thread count by their CPU time, and no others', () => {
  const traceEvents = [
    named(7, 'CrRendererMain'),
    named(8, 'CrBrowserMain'),
    task(7, 10_000),
    task(7, 60_500),
    task(7, 50_000),
    task(7, 900_000, 2),
    task(8, 900_000),
    { ...task(7, 400_000), name: 'EpollEvent' },
  ];
  expect(tasksOf({ traceEvents }, threads.page, 2)).toEqual({
    seconds: 2,
    cpuMs: 120.5,
    share: 0.06025,
    tasks: 3,
    longestMs: 60.5,
    over50ms: 1,
  });
});

test('of several pages the busiest counts', () => {
  const traceEvents = [named(7, 'CrRendererMain'), named(9, 'CrRendererMain'), task(7, 1000), task(9, 5000)];
  expect(tasksOf({ traceEvents }, threads.page, 1)).toMatchObject({ cpuMs: 5, tasks: 1 });
});

test('a worker’s thread is told from the page’s', () => {
  const worker = { ...named(7, 'DedicatedWorker thread'), tid: 2 };
  const traceEvents = [named(7, 'CrRendererMain'), worker, task(7, 9000), task(7, 150, 2), task(7, 250, 2)];
  expect(tasksOf({ traceEvents }, threads.worker, 1)).toMatchObject({
    cpuMs: 0.4,
    tasks: 2,
    longestMs: 0.25,
  });
});

test('a trace without a page, or without CPU times, is refused', () => {
  expect(() => tasksOf({ traceEvents: [task(7, 1)] }, threads.page, 1)).toThrow(/no thread CrRendererMain/);
  const { tdur: _, ...bare } = task(7, 1);
  expect(() => tasksOf({ traceEvents: [named(7, 'CrRendererMain'), bare] }, threads.page, 1)).toThrow(
    /no CPU time/,
  );
});
