import { expect, test } from 'vitest';
import { freePlace, placesOn } from '../../../src/ui/charts/freePlace.ts';

const plot = { width: 400, height: 100 };
const label = { width: 80, height: 16 };
const places = placesOn(30, label, plot);
const line = (...points: readonly (readonly [number, number])[]) => ({
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
});

test('a label stands above its level on the left, where no line runs', () => {
  expect(freePlace(places, [])).toEqual({ left: 0, top: 14, ...label });
  expect(freePlace(places, [line([0, 90], [400, 60])])).toEqual({ left: 0, top: 14, ...label });
});

test('it moves along its level, away from a line that crosses without a point there', () => {
  expect(freePlace(places, [line([0, 90], [50, 5], [400, 5])])?.left).toBe(64);
  expect(freePlace(places, [line([0, 20], [100, 20], [150, 95], [400, 95])])).toMatchObject({
    left: 128,
    top: 14,
  });
});

test('below it where all above is taken; a vertical line and a single point are in the way too', () => {
  const level = line([0, 20], [400, 20]);
  expect(freePlace(places, [level])).toMatchObject({ left: 320, top: 30 });
  expect(freePlace(places, [level, line([360, 0], [360, 40])])).toMatchObject({ left: 256, top: 30 });
  expect(freePlace(places, [line([40, 20])])?.left).toBe(64);
  expect(freePlace(places, [line([0, Number.NaN], [40, 20])])?.left).toBe(64);
});

test('places that would leave the plot are none, and a full plot leaves the first', () => {
  expect(placesOn(5, label, plot).every(({ top }) => top === 5)).toBe(true);
  expect(placesOn(95, label, plot).every(({ top }) => top === 79)).toBe(true);
  const full = Array.from({ length: 100 }, (_, y) => line([0, y], [400, y]));
  expect(freePlace(places, full)).toBe(places[0]);
});
