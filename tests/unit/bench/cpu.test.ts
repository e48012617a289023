import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../bench/cpu-marks.mjs';
import { outcomesOf, ratioTo, reachedBy } from '../../../bench/cpu-marks.mjs';
import {
  readmeText,
  stepRows,
  summarizeUpdates,
  updateRows,
  updatesText,
} from '../../../bench/cpu-report.mjs';
import { cpuContestants, readOptions } from '../../../bench/options.mjs';

const measured = (median: number) => ({ failed: null, msPerStep: { median } });

const workloads: Measured[] = [
  {
    id: 'A',
    title: 'conv16-pool-conv32-pool-dense10, batch 64',
    contestants: [
      { id: 'ours-wasm', ...measured(8) },
      { id: 'ours-node', ...measured(7) },
      { id: 'torch', ...measured(22) },
      { id: 'convnet', failed: 'no answer within 300 s', msPerStep: null },
    ],
  },
  {
    id: 'ten-conv',
    title: 'ten-conv at 1/8 width, batch 32',
    contestants: [
      { id: 'ours-wasm', ...measured(160) },
      { id: 'torch', ...measured(80) },
    ],
  },
];

const updates = summarizeUpdates([
  { name: 'Nesterov', micros: [4, 5, 90] },
  { name: 'Adam', micros: [8, 7, 8] },
  { name: 'Muon', micros: [500, 600, 700] },
]);

const result = {
  machine: { date: '2026-11-30', processor: 'AMD EPYC', cores: 2, loadBefore: 0.2, loadAfter: 1.7 },
  versions: { chromium: '156', node: '20.20.2', torch: '1.13.0' },
  workloads,
  lanes: { ratio: 1.7, one: 8, three: 13.6 },
  firstLoss: { seconds: 0.08, all: [0.08] },
  updates,
};

describe('the bench of training on the CPU', () => {
  it('compares medians, and says nothing where one was not measured', () => {
    expect(workloads.map((workload) => ratioTo(workload, 'torch'))).toEqual([2.75, 0.5]);
    expect(ratioTo(workloads[0] as Measured, 'convnet')).toBeNull();
    expect(ratioTo(workloads[1] as Measured, 'jax-wasm')).toBeNull();
  });

  it('holds each measurement to what must be reached and to what is aimed at', () => {
    const outcomes = outcomesOf(result, cpuContestants);
    expect(outcomes.map((outcome) => [outcome.value, outcome.must, reachedBy(outcome)])).toEqual([
      [2.75, 2.5, 'must'],
      [null, 10, 'not measured'],
      [null, 50, 'not measured'],
      [null, 50, 'not measured'],
      [null, 50, 'not measured'],
      [0.5, 0.5, 'must'],
      [1.7, 1.8, 'must'],
      [0.08, 0.3, 'aim'],
      [1.6, 2, 'aim'],
    ]);
  });

  it('misses what is slower than it must be', () => {
    expect(reachedBy({ value: 0.9, must: 1, aim: 1.3, isLess: false })).toBe('missed');
    expect(reachedBy({ value: 2.1, must: 1.8, aim: 1.6, isLess: true })).toBe('missed');
  });

  it('puts milliseconds and ratios into a table, a column for each who took part', () => {
    expect(stepRows(workloads)).toEqual([
      ['network', 'ours in Chromium', 'ours in Node', 'PyTorch', 'ConvNetJS'],
      ['conv16-pool-conv32-pool-dense10, batch 64', '8.00', '7.00 (0.875×)', '22.0 (2.75×)', 'not measured'],
      ['ten-conv at 1/8 width, batch 32', '160', '', '80.0 (0.500×)', ''],
    ]);
  });

  it('takes the median round of an update, in times of Nesterov’s', () => {
    expect(updateRows(updates)).toEqual([
      ['update', 'µs', 'times Nesterov'],
      ['Nesterov', '5.00', '1.00×'],
      ['Adam', '8.00', '1.60×'],
      ['Muon', '600', '120×'],
    ]);
  });

  it('says in the pages on what machine, under which load and with which versions', () => {
    for (const text of [readmeText(result), updatesText(result)])
      expect(text).toContain(
        '2026-11-30, 2 cores of an AMD EPYC, load 0.200 before and 1.70 after, Chromium 156, Node 20.20.2, PyTorch 1.13.0 with OpenBLAS',
      );
    expect(readmeText(result)).toContain('0.0800 s after Train');
  });

  it('measures all unless told otherwise, and then writes no page', () => {
    const all = readOptions(['cpu'], {});
    expect(all).toMatchObject({ mode: 'cpu', whole: true, calls: false });
    expect(readOptions(['cpu', '--workload', 'vit,updates', '--only', 'torch'], {})).toMatchObject({
      whole: false,
      parts: ['vit', 'updates'],
      only: ['torch'],
    });
    expect(() => readOptions(['cpu', '--workload', 'D'], {})).toThrow('--workload: must be one of C, B, A');
  });

  it('has its last result in the pages as it was measured', () => {
    const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const last = JSON.parse(read('bench/results/cpu.json'));
    expect(read('README.md'), 'npm run bench -- cpu writes it').toContain(readmeText(last));
    expect(read('docs/optimizers.md'), 'npm run bench -- cpu writes it').toContain(updatesText(last));
  });
});
