import { describe, expect, it } from 'vitest';
import type { Slide } from '../../../src/ui/kit/slide.ts';
import { slideAfter, slideStart } from '../../../src/ui/kit/slide.ts';

/** What a pointer has come to after a row of places, each by how far it is from where it went down. */
const slideOf = (pointerType: string, places: readonly (readonly [number, number])[]): Slide =>
  places.reduce<Slide>((slide, [dx, dy]) => slideAfter(slide, dx, dy), slideStart(pointerType));

describe('a pointer on a slider', () => {
  it('slides at once where it is a mouse', () => {
    expect(slideOf('mouse', [])).toBe('slides');
    expect(slideOf('mouse', [[0, 40]])).toBe('slides');
  });

  it('decides nothing while a finger trembles', () => {
    expect(slideOf('touch', [])).toBe('undecided');
    expect(
      slideOf('touch', [
        [3, -5],
        [-5, 2],
      ]),
    ).toBe('undecided');
  });

  it('leaves a finger that goes up or down to the page, wherever it goes then', () => {
    expect(slideOf('touch', [[3, -8]])).toBe('leaves');
    expect(slideOf('touch', [[6, 6]])).toBe('leaves');
    expect(
      slideOf('touch', [
        [3, -8],
        [90, -8],
      ]),
    ).toBe('leaves');
    expect(slideOf('pen', [[1, 12]])).toBe('leaves');
  });

  it('slides once a finger has gone sideways, wherever it goes then', () => {
    expect(slideOf('touch', [[-7, 2]])).toBe('slides');
    expect(
      slideOf('touch', [
        [7, 2],
        [7, 90],
      ]),
    ).toBe('slides');
  });
});
