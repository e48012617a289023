// @ts-check
import { shuffle } from './shuffle.mjs';

export const emojiSeed = 1;

/** First and last code points of runs of emoji, both included. */
const animalRuns = [
  [0x1f400, 0x1f419],
  [0x1f41b, 0x1f43c],
  [0x1f43f, 0x1f43f],
  [0x1f54a, 0x1f54a],
  [0x1f577, 0x1f577],
  [0x1f981, 0x1f98f],
  [0x1f992, 0x1f99d],
  [0x1f99f, 0x1f99f],
  [0x1f9a1, 0x1f9a9],
  [0x1f9ab, 0x1f9ae],
  [0x1fab0, 0x1fab3],
  [0x1fabc, 0x1fabc],
  [0x1fabf, 0x1fabf],
  [0x1face, 0x1facf],
];
const foodRuns = [
  [0x1f32d, 0x1f330],
  [0x1f336, 0x1f336],
  [0x1f33d, 0x1f33d],
  [0x1f344, 0x1f373],
  [0x1f37f, 0x1f37f],
  [0x1f382, 0x1f382],
  [0x1f950, 0x1f95a],
  [0x1f95c, 0x1f961],
  [0x1f963, 0x1f963],
  [0x1f965, 0x1f96f],
  [0x1f9c0, 0x1f9c2],
  [0x1f9c4, 0x1f9c8],
  [0x1fad0, 0x1fad6],
  [0x1fad8, 0x1fad8],
  [0x1fada, 0x1fadb],
];

/** What is no animal and no food, or either: shells, noses, paw prints, a teapot, seafood. */
const neither = new Set([0x1f41a, 0x1f43d, 0x1f43e, 0x1f364, 0x1f980, 0x1f990, 0x1f991, 0x1f99e, 0x1fad6]);

/** @param {number[][]} runs */
const glyphsOf = (runs) =>
  runs.flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
      .filter((code) => !neither.has(code))
      .map((code) => String.fromCodePoint(code)),
  );

export const emojiClasses = [
  { name: 'animal', glyphs: glyphsOf(animalRuns) },
  { name: 'food', glyphs: glyphsOf(foodRuns) },
];

/**
 * Four fifths of a class's emoji for training, the others for the test set alone.
 * @param {number} label
 */
export function splitEmoji(label) {
  const shuffled = [...(emojiClasses[label]?.glyphs ?? [])];
  shuffle(shuffled, emojiSeed + label);
  const cut = Math.round(0.8 * shuffled.length);
  return { train: shuffled.slice(0, cut), test: shuffled.slice(cut) };
}
