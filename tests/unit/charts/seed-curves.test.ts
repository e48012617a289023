import { expect, test } from 'vitest';
import type { SeedSeries } from '../../../src/store/seeds.ts';
import { lossBand } from '../../../src/store/seeds.ts';
import { LaneSeries } from '../../../src/store/series.ts';
import type { Window } from '../../../src/ui/charts/engine/seedCurves.ts';
import { lossSeedCurves } from '../../../src/ui/charts/engine/seedCurves.ts';
import { gapMarks } from '../../../src/ui/charts/loss/gapMarks.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';

const steps = { toX: (step: number) => step, toStep: (x: number) => x };
const window: Window = { domain: [1, 100], columns: 10, log: false, weight: 0, scaleOf: () => steps };
const none = { x: new Float64Array(0), y: new Float64Array(0) };
const pixel = ({ x, y }: { x: number; y: number }) => ({ x: 10 * x, y: 100 * y });

function seed(losses: readonly number[], diverged = false): SeedSeries {
  const series = new LaneSeries();
  series.loss.append(Float32Array.from(losses));
  if (diverged) {
    series.divergence = { step: losses.length - 1, reason: 'tooLarge' };
  }
  return { seed: 1, series, counts: true };
}

test('a band has other columns on a logarithmic axis, in the same window', () => {
  const seeds = [seed(Array.from({ length: 100 }, () => 1)), seed(Array.from({ length: 100 }, () => 2))];
  const areaOf = (log: boolean) => lossSeedCurves(seeds, laneStyle(0), { ...window, log })[0];
  const linear = areaOf(false);
  const log = areaOf(true);
  expect(linear?.lower).toBeDefined();
  // the first of ten columns: steps 1 to 10 as they are, step 1 alone by their logarithm
  expect([linear?.x[0], log?.x[0]]).toEqual([5.5, 1]);
});

test('a loss that is not finite is marked on the thin line of its seed, whichever seed it was', () => {
  const nan = Number.NaN;
  const seeds = [seed([3, 2, nan], true), seed([3, 2, 1, 1]), seed([3, 3, 2, 2])];
  const curves = lossSeedCurves(seeds, laneStyle(0), { ...window, domain: [0, 4], columns: 40 });
  expect([...(lossBand(seeds, 0)?.median ?? [])]).toEqual([3, 2, 2, 2]); // the bold line tells of none
  const lines = curves.filter(({ lower }) => lower === undefined);
  expect(gapMarks({ bold: none, seeds: lines, labelled: null }, pixel)).toEqual([{ x: 1, y: 2 }]);
});

test('a seed that diverged at finite losses is marked at its end, and none is marked twice or beside a label', () => {
  const seeds = [seed([3, 2, 9], true), seed([3, 2, 1, 1])];
  const lines = lossSeedCurves(seeds, laneStyle(0), { ...window, domain: [0, 4], columns: 40 }).filter(
    ({ lower }) => lower === undefined,
  );
  const at = { x: 2, y: 9 };
  expect(gapMarks({ bold: none, seeds: lines, labelled: null }, pixel)).toEqual([at]);
  expect(gapMarks({ bold: none, seeds: [...lines, ...lines], labelled: null }, pixel)).toEqual([at]);
  expect(gapMarks({ bold: none, seeds: lines, labelled: at }, pixel)).toEqual([]);
});
