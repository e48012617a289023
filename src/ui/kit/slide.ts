/** What a pointer that went down on a slider has come to: it may still scroll the page, it slides, or it does not concern the slider. */
export type Slide = 'undecided' | 'slides' | 'leaves';

/** How far a finger moves before it counts as sliding or scrolling, in CSS pixels; less is the tremor of a tap. */
const decidesAfterPx = 6;

/** What a pointer does as it goes down: a mouse takes hold at once, a finger or a pen may be about to scroll. */
export const slideStart = (pointerType: string): Slide => (pointerType === 'mouse' ? 'slides' : 'undecided');

/** The same once it has moved by `dx` and `dy` since it went down. What is decided stays so until it is lifted. */
export function slideAfter(slide: Slide, dx: number, dy: number): Slide {
  if (slide !== 'undecided' || Math.max(Math.abs(dx), Math.abs(dy)) < decidesAfterPx) return slide;
  return Math.abs(dx) > Math.abs(dy) ? 'slides' : 'leaves';
}
