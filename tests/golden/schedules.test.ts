import { describe, expect, it } from 'vitest';
import { scheduleById } from '../../src/optim/schedules/index.ts';
import { scheduledValue } from '../../src/optim/schedules/warmup.ts';
import { readJson } from './references.ts';

const { lr: curves } = readJson<{ lr: { id: string; baseLr: number; lr: number[] }[] }>('schedules.json');

const ours = {
  step: { id: 'step', values: { every: 30, factor: 0.1 }, horizon: 100 },
  cosine100: { id: 'cosine', values: { final: 0.01 }, horizon: 100 },
  linear_warmup: { id: 'constant', values: { warmup: 10, warmupFrom: 0.1 }, horizon: 100 },
  warmup_then_cosine: { id: 'cosine', values: { final: 0, warmup: 10, warmupFrom: 0.01 }, horizon: 100 },
} as const;

describe('schedules follow PyTorch', () => {
  it.each(Object.entries(ours))('%s, within 1e-12 over 100 steps', (golden, { id, values, horizon }) => {
    const curve = curves.find((c) => c.id === golden);
    expect(curve?.lr).toHaveLength(100);
    curve?.lr.forEach((expected, t) => {
      const value = scheduledValue(scheduleById(id), values, curve.baseLr, t, horizon);
      expect(Math.abs(value - expected), `step ${t}`).toBeLessThan(1e-12);
    });
  });

  it('holds the last value of a cosine after its end', () => {
    expect(scheduledValue(scheduleById('cosine'), { final: 0.25 }, 0.1, 140, 100)).toBeCloseTo(0.025, 15);
  });
});
