import { clamp } from '../../../core/clamp.ts';

/** A label beside a point, in pixels: where it would like to be, and the room it takes. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Vertical centres for labels, as near to the places asked for as can be, so that no two that meet in x overlap and all stay
 * inside 0 to `height`; in the order given.
 */
export function spread(requests: readonly LabelRequest[], height: number): number[] {
  const centres = new Array<number>(requests.length).fill(0);
  for (const group of meeting(requests)) {
    const order = group.toSorted((a, b) => a.request.y - b.request.y);
    const tops = stack(
      order.map(({ request }) => request),
      height,
    );
    order.forEach(({ request, index }, i) => {
      centres[index] = (tops[i] ?? 0) + request.height / 2;
    });
  }
  return centres;
}

interface IndexedRequest {
  readonly request: LabelRequest;
  readonly index: number;
}

function meeting(requests: readonly LabelRequest[]): IndexedRequest[][] {
  const groups: { right: number; members: IndexedRequest[] }[] = [];
  const byLeft = requests
    .map((request, index) => ({ request, index }))
    .toSorted((a, b) => a.request.x - b.request.x);
  for (const item of byLeft) {
    const right = item.request.x + item.request.width;
    const last = groups.at(-1);
    if (last && item.request.x < last.right) {
      last.members.push(item);
      last.right = Math.max(last.right, right);
    } else groups.push({ right, members: [item] });
  }
  return groups.map(({ members }) => members);
}

/** Tops of boxes stacked in order: blocks that would overlap are merged and centred on the mean of the places they ask for. */
function stack(requests: readonly LabelRequest[], height: number): number[] {
  interface Block {
    ideal: number;
    count: number;
    size: number;
    heights: number[];
  }
  const blocks: Block[] = [];
  const topOf = ({ ideal, count, size }: Block): number =>
    clamp(ideal / count, 0, Math.max(0, height - size));
  for (const request of requests) {
    let block: Block = {
      ideal: request.y - request.height / 2,
      count: 1,
      size: request.height,
      heights: [request.height],
    };
    for (
      let above = blocks.at(-1);
      above && topOf(above) + above.size > topOf(block);
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        ideal: above.ideal + block.ideal - block.count * above.size,
        count: above.count + block.count,
        size: above.size + block.size,
        heights: [...above.heights, ...block.heights],
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => {
    let top = topOf(block);
    return block.heights.map((size) => {
      const labelTop = top;
      top += size;
      return labelTop;
    });
  });
}

/** Room for one of `count` labels in a column: all of `size` where they fit, compressed to no less than `min`. */
export function compress(size: number, min: number, count: number, height: number): number {
  return Math.max(min, Math.min(size, Math.floor(height / Math.max(1, count))));
}

/** Chinese characters and their marks, each as wide as the type is high. */
const wideCharacters = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;
const wideLetters = 1.75; // what such a character is wide, in letters and digits on average

/** How many letters of the Latin script would take the room of a text. */
export function lettersOf(text: string): number {
  const wide = text.match(wideCharacters)?.length ?? 0;
  return text.length + wide * (wideLetters - 1);
}

/** A mark along the x axis that would like its label shown. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

/** A mark with the left edge of its label; null where there is no room for it. */
export type PlacedMark<M extends Mark> = M & { readonly left: number | null };

/**
 * Marks in order of x with their labels in one row: those nearer than 3 px to the next become one, with its label and how many more
 * there are; labels are placed from the newest back, and dropped where they would overlap or leave 0 to `width`.
 */
export function placeMarks<M extends Mark>(
  marks: readonly M[],
  width: number,
  letter: number,
): PlacedMark<M>[] {
  const merged: { mark: M; count: number }[] = [];
  for (const mark of marks) {
    const last = merged.at(-1);
    if (last && mark.x - last.mark.x < 3) merged[merged.length - 1] = { mark, count: last.count + 1 };
    else merged.push({ mark, count: 1 });
  }
  let free = width;
  return merged
    .toReversed()
    .map(({ mark, count }) => {
      const { x, label } = mark;
      const text = count > 1 ? `${label} (+${count - 1})` : label;
      const size = lettersOf(text) * letter;
      const left = clamp(x - size / 2, 0, Math.min(width, free) - size);
      const fits = left >= 0 && left <= x && left + size >= x && left + size <= free;
      if (fits) free = left - 2 * letter;
      return { ...mark, label: text, left: fits ? left : null };
    })
    .toReversed();
}
