import { describe, expect, it } from 'vitest';
import type { SilenceReport } from '../../../src/protocol/heartbeat.ts';
import { Heartbeat, tickMs } from '../../../src/protocol/heartbeat.ts';

/** A heartbeat by a clock of the test's own; a worker that `answers` does so right after each question. */
function watched() {
  const reports: (SilenceReport | null)[] = [];
  let calls = 0;
  let now = 0;
  const heartbeat = new Heartbeat(
    () => {
      calls++;
    },
    (silence) => reports.push(silence),
  );
  /** Lets so many seconds pass, a tick in each. */
  const pass = (seconds: number, answers = false) => {
    for (let i = 0; i < seconds; i++) {
      now += tickMs;
      const before = calls;
      heartbeat.tick(now);
      if (answers && calls > before) heartbeat.heard();
    }
  };
  const sleep = (ms: number) => {
    now += ms;
  };
  return { heartbeat, reports, pass, sleep, calls: () => calls };
}

const silent = (overMs: number): SilenceReport => ({ cause: 'silent', overMs });

describe('the heartbeat of a worker', () => {
  it('asks at every tick while there are answers, and reports nothing', () => {
    const { pass, reports, calls } = watched();
    pass(1);
    expect(calls()).toBe(0); // its script has not begun to run
    const { heartbeat, ...other } = watched();
    heartbeat.heard();
    other.pass(100, true);
    expect(other.calls()).toBe(100);
    expect(other.reports).toEqual([]);
    expect(reports).toEqual([]);
  });

  it('asks once and reports a worker that does not answer for 10 s, and again each time that has doubled', () => {
    const { heartbeat, pass, reports, calls } = watched();
    heartbeat.heard();
    pass(5, true);
    pass(1); // asked here
    const before = calls();
    pass(9);
    expect(reports).toEqual([]);
    expect(heartbeat.isOverdue).toBe(false);
    pass(1);
    expect(reports).toEqual([silent(10_000)]);
    expect(heartbeat.isOverdue).toBe(true);
    pass(31);
    expect(reports).toEqual([silent(10_000), silent(20_000), silent(40_000)]);
    expect(calls()).toBe(before);
  });

  it('takes the report back once it is heard, and then waits the whole limit again', () => {
    const { heartbeat, pass, reports } = watched();
    heartbeat.heard();
    pass(12);
    heartbeat.heard();
    expect(reports).toEqual([silent(10_000), null]);
    expect(heartbeat.isOverdue).toBe(false);
    heartbeat.heard();
    pass(10);
    expect(reports).toHaveLength(2);
    pass(1);
    expect(reports).toEqual([silent(10_000), null, silent(10_000)]);
  });

  it('waits ten times as long as the last step took where that is longer', () => {
    const { heartbeat, pass, reports } = watched();
    heartbeat.heard();
    heartbeat.trained(Float64Array.of(2000, 4500)); // 2.5 s
    expect(heartbeat.limitMs).toBe(25_000);
    heartbeat.trained(Float64Array.of(7500)); // 3 s
    expect(heartbeat.limitMs).toBe(30_000);
    heartbeat.trained(Float64Array.of(8500, 8500, 8500)); // one submission of 1 s
    expect(heartbeat.limitMs).toBe(10_000);
    heartbeat.trained(Float64Array.of(1500)); // the next round
    expect(heartbeat.limitMs).toBe(15_000);
    heartbeat.trained(new Float64Array());
    expect(heartbeat.limitMs).toBe(15_000);
    pass(15);
    expect(reports).toEqual([]);
    pass(1);
    expect(reports).toEqual([silent(15_000)]);
  });

  it('marks the silence of announced work as such, until the work is over', () => {
    const { heartbeat, pass, reports } = watched();
    heartbeat.works(true);
    heartbeat.heard();
    pass(11);
    expect(reports).toEqual([{ cause: 'working', overMs: 10_000 }]);
    expect(heartbeat.isOverdue).toBe(true);
    heartbeat.works(false);
    heartbeat.heard();
    pass(11);
    expect(reports).toEqual([{ cause: 'working', overMs: 10_000 }, null, silent(10_000)]);
  });

  it('tells a script that does not load from a worker that does not answer', () => {
    const { heartbeat, pass, reports, calls } = watched();
    pass(11);
    expect(reports).toEqual([{ cause: 'loading', overMs: 10_000 }]);
    expect(heartbeat.isOverdue).toBe(false); // a worker that has not begun is not replaced by opening another run
    expect(calls()).toBe(0);
  });

  it('raises no alarm after a sleep, in a tab whose timers are held back, or after a debugger', () => {
    const { heartbeat, pass, sleep, reports } = watched();
    heartbeat.heard();
    pass(3, true);
    pass(1); // asked, and the machine falls asleep before the answer
    sleep(8 * 3600_000);
    pass(1);
    expect(reports).toEqual([]);
    heartbeat.heard();
    for (let minute = 0; minute < 3; minute++) {
      sleep(60_000); // a tick a minute
      pass(1);
      heartbeat.heard();
    }
    expect(reports).toEqual([]);
  });
});
