import { expect, test } from 'vitest';
import { findLabelPlace, placesOn } from '../../../src/ui/charts/accuracy/labelLayout.ts';

const plot = { width: 380, height: 100 };
const label = { width: 80, height: 16 };
const places = placesOn(30, label, plot); // 30 px apart
const line = (...points: readonly (readonly [number, number])[]) => ({
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
});

test('a label stands above its level on the left, where no line runs', () => {
  expect(findLabelPlace(places, [])).toEqual({ left: 0, top: 14, ...label });
  expect(findLabelPlace(places, [line([0, 90], [380, 60])])).toEqual({ left: 0, top: 14, ...label });
});

test('it moves along its level, away from a line that crosses without a point there', () => {
  expect(findLabelPlace(places, [line([0, 90], [50, 5], [380, 5])])?.left).toBe(60);
  expect(findLabelPlace(places, [line([0, 20], [100, 20], [150, 95], [380, 95])])).toMatchObject({
    left: 120,
    top: 14,
  });
});

test('below it where all above is taken; a vertical line, a single point and a box are in the way too', () => {
  const level = line([0, 20], [380, 20]);
  expect(findLabelPlace(places, [level])).toMatchObject({ left: 300, top: 30 });
  expect(findLabelPlace(places, [level, line([360, 0], [360, 40])])).toMatchObject({ left: 270, top: 30 });
  expect(findLabelPlace(places, [line([40, 20])])?.left).toBe(60);
  expect(findLabelPlace(places, [line([0, Number.NaN], [40, 20])])?.left).toBe(60);
  const box = { left: 10, top: 0, width: 100, height: 15 };
  expect(findLabelPlace(places, [], [box])?.left).toBe(120);
  expect(findLabelPlace(places, [], [{ ...box, height: 14 }])?.left).toBe(0); // it only touches
});

test('places are within the plot and the room above it; where none is free there is none', () => {
  expect(placesOn(5, label, plot).every(({ top }) => top === 5)).toBe(true);
  expect(placesOn(5, label, plot, 16)[0]).toMatchObject({ left: 0, top: -11 });
  const low = [line([0, 8], [380, 8])]; // between the level and the room above
  expect(findLabelPlace(placesOn(20, label, plot, 17), low)).toMatchObject({ left: 300, top: -17 });
  expect(findLabelPlace(placesOn(40, label, plot, 17), [line([0, 30], [380, 30])])).toMatchObject({
    top: 40,
  });
  expect(placesOn(95, label, plot).every(({ top }) => top === 79)).toBe(true);
  const full = Array.from({ length: 100 }, (_, y) => line([0, y], [380, y]));
  expect(findLabelPlace(places, full)).toBeNull();
});
