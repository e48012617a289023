const slack = 1; // pixels by which a canvas may measure a text wider than the page does

/** Each line of a text where it stands. What the page cuts off ends in an ellipsis, or is left out with its line. */
export function drawText(context: CanvasRenderingContext2D, text: Text, style: CSSStyleDeclaration): void {
  const lines = linesOf(text);
  if (lines.length === 0) return;
  const { top, right, bottom } = clipOf(text.parentElement);
  context.fillStyle = text.parentElement instanceof SVGElement ? style.fill : style.color;
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = 'middle';
  const isSeen = ({ middle }: Line): boolean => middle > top && middle < bottom;
  lines.forEach((line, i) => {
    if (!isSeen(line)) return;
    const next = lines[i + 1];
    const content = next && !isSeen(next) && i > 0 ? `${line.content}…` : line.content;
    const widthOf = (part: string): number => context.measureText(part).width;
    context.fillText(fitted(content, right - line.left + slack, widthOf), line.left, line.middle);
  });
}

interface Line {
  content: string;
  readonly left: number;
  /** Height of its middle. */
  readonly middle: number;
}

/** A word, or a Chinese character with the mark behind it: between two of these the page may break a line. */
const unbroken = /\p{Script=Han}[\u3000-\u303f\uff00-\uff60]*|[^\s\p{Script=Han}]+/gu;

/** The lines a text is broken into on the page. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of text.data.matchAll(unbroken)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const [box] = range.getClientRects();
    if (!box || box.width === 0) continue;
    const middle = box.top + box.height / 2;
    const last = lines.at(-1);
    const gap = /\s/.test(text.data.charAt(index - 1)) ? ' ' : '';
    if (last && Math.abs(middle - last.middle) < box.height / 2) last.content += gap + word;
    else lines.push({ content: word, left: box.left, middle });
  }
  return lines;
}

/** What the boxes around an element let be seen of it, up to its card. */
function clipOf(element: Element | null): Pick<DOMRect, 'top' | 'right' | 'bottom'> {
  const clip = {
    top: Number.NEGATIVE_INFINITY,
    right: Number.POSITIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
  };
  for (let at = element; at && !at.matches('[data-chart]'); at = at.parentElement) {
    if (getComputedStyle(at).overflow === 'visible' || at instanceof SVGElement) continue;
    const { top, right, bottom } = at.getBoundingClientRect();
    clip.top = Math.max(clip.top, top);
    clip.right = Math.min(clip.right, right);
    clip.bottom = Math.min(clip.bottom, bottom);
  }
  return clip;
}

/**
 * A text as far as it fits into `room` pixels, with an ellipsis where it is cut; never cut within a character. Empty where
 * not even the ellipsis fits.
 * @param widthOf pixels that a text takes
 */
export function fitted(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text;
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const cut = `${characters.join('').trimEnd()}…`;
    if (widthOf(cut) <= room) return cut;
  }
  return '';
}
