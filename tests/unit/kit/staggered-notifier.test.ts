import { describe, expect, it } from 'vitest';
import { Budget } from '../../../src/core/budget.ts';
import { StaggeredNotifier } from '../../../src/ui/kit/staggeredNotifier.ts';

function setUp() {
  const tasks: (() => void)[] = [];
  const heard: string[] = [];
  const notifier = new StaggeredNotifier((task) => tasks.push(task));
  const join = (group: string, name = group) => notifier.subscribe(group, () => heard.push(name));
  return { tasks, heard, notifier, join };
}

describe('StaggeredNotifier', () => {
  it('tells one group now, and each further one in a task of its own', () => {
    const { tasks, heard, notifier, join } = setUp();
    join('a');
    join('b', 'b1');
    join('b', 'b2');
    join('c');
    notifier.notify(() => heard.push('done'));
    expect(heard).toEqual(['a']);
    tasks.shift()?.();
    expect(heard).toEqual(['a', 'b1', 'b2']);
    tasks.shift()?.();
    expect(heard).toEqual(['a', 'b1', 'b2', 'c', 'done']);
    expect(tasks).toEqual([]);
  });

  it('begins again with a change on the way, and ends once', () => {
    const { tasks, heard, notifier, join } = setUp();
    join('a');
    join('b');
    notifier.notify();
    notifier.notify(() => heard.push('done'));
    while (tasks.length > 0) tasks.shift()?.();
    expect(heard).toEqual(['a', 'a', 'b', 'done']);
  });

  it('leaves out a listener that has left on the way', () => {
    const { tasks, heard, notifier, join } = setUp();
    join('a');
    const leave = join('b');
    notifier.notify();
    leave();
    while (tasks.length > 0) tasks.shift()?.();
    notifier.notify();
    expect(heard).toEqual(['a', 'a']);
    expect(tasks).toEqual([]);
  });
});

describe('Budget', () => {
  it('keeps the interval where drawing is cheap', () => {
    const budget = new Budget();
    budget.took(8);
    expect(budget.intervalMs(100)).toBe(100);
  });

  it('stretches it so that drawing takes 18 % of the time, to a second at most', () => {
    const budget = new Budget();
    budget.took(45);
    expect(budget.intervalMs(100)).toBeCloseTo(250, 6);
    budget.took(5);
    expect(budget.intervalMs(100)).toBeCloseTo(25 / 0.18, 6);
    budget.took(9000);
    expect(budget.intervalMs(100)).toBe(1000);
  });
});
