import { describe, expect, it } from 'vitest';
import { LaneSeries } from '../../../src/store/series.ts';
import { xScale } from '../../../src/ui/charts/engine/xUnit.ts';
import { drawnLoss, lossCurve } from '../../../src/ui/charts/loss/lossCurves.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';

const steps = xScale('steps', { stepsPerEpoch: null, batchSize: 1, elapsedMs: [] });

function series(loss: readonly number[]): LaneSeries {
  const made = new LaneSeries();
  made.loss.append(Float32Array.from(loss));
  return made;
}

describe('lossCurve', () => {
  it('keeps a spike of one step in a run of twenty thousand', () => {
    const loss = new Array<number>(20_000).fill(0.25);
    loss[7777] = 9;
    const { raw } = lossCurve(series(loss), 0.9, steps, [0, 20_000], 800);
    expect(raw.x.length).toBeLessThanOrEqual(1700);
    expect(raw.y[raw.x.indexOf(7777)]).toBe(9);
  });

  it('smooths all steps before it thins: zooming changes no smoothed value', () => {
    const loss = Array.from({ length: 1000 }, (_, i) => 2 / (1 + i / 100) + (i % 7) / 50);
    const lane = series(loss);
    const whole = lossCurve(lane, 0.9, steps, [0, 1000], 4000);
    const zoomed = lossCurve(lane, 0.9, steps, [500, 600], 4000);
    expect(zoomed.smooth.x.length).toBeGreaterThan(100);
    zoomed.smooth.x.forEach((step, i) => {
      expect(zoomed.smooth.y[i]).toBe(whole.smooth.y[whole.smooth.x.indexOf(step)]);
    });
  });

  it('ends at the last finite value in the window', () => {
    const lane = series([2, 1, 0.5, Number.NaN, Number.NaN]);
    expect(lossCurve(lane, 0, steps, [0, 10], 100).end).toEqual({ step: 2, x: 2, y: 0.5 });
    expect(lossCurve(lane, 0, steps, [0, 10], 100).ends).toBe(true);
    expect(lossCurve(lane, 0, steps, [0, 1], 100).end).toEqual({ step: 1, x: 1, y: 1 });
    expect(lossCurve(lane, 0, steps, [0, 1], 100).ends).toBe(false);
  });

  it('has no end where nothing is in view', () => {
    expect(lossCurve(series([]), 0.9, steps, [0, 10], 100).end).toBeNull();
    expect(lossCurve(series([1, 1]), 0.9, steps, [5, 10], 100).end).toBeNull();
  });
});

describe('drawnLoss', () => {
  it('draws the previous run, then raw lines, then smoothed ones', () => {
    const curve = lossCurve(series([2, 1]), 0.5, steps, [0, 10], 100);
    const drawn = drawnLoss(
      [
        { curve, style: laneStyle(0) },
        { curve, style: laneStyle(1) },
      ],
      curve,
    );
    expect(drawn.map(({ styleIndex, opacity, raw = false }) => [styleIndex, opacity, raw])).toEqual([
      ['previous', 0.75, false],
      [0, 1, true],
      [1, 1, true],
      [0, 1, false],
      [1, 1, false],
    ]);
  });

  it('draws raw lines the fainter the more lanes there are', () => {
    const curve = lossCurve(series([2, 1]), 0.5, steps, [0, 10], 100);
    const shares = [1, 4, 6, 8].map(
      (count) =>
        drawnLoss(
          Array.from({ length: count }, (_, i) => ({ curve, style: laneStyle(i) })),
          null,
        )[0]?.opacity,
    );
    expect(shares.map((share) => (0.15 * (share ?? 0)).toFixed(3))).toEqual([
      '0.150',
      '0.150',
      '0.105',
      '0.060',
    ]);
  });
});
