import { eachBar, isDashed } from './bars.ts';
import type { Curve } from './curve.ts';
import type { Plot } from './plot.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** How the bars of a curve are drawn; lengths in pixels of the page. */
export interface BarStyle {
  readonly color: Rgb;
  /** 0 to 1. */
  readonly alpha: number;
  readonly width: number;
  readonly dash: readonly number[];
}

/** From where to where a curve covers each column of device pixels. */
interface Cover {
  readonly plot: Plot;
  readonly key: string;
  readonly tops: Int32Array;
  readonly feet: Int32Array;
}

const covers = new WeakMap<object, Cover>();
let pool = new Uint32Array(0);
let rows = new Uint32Array(0);
/** Columns turned into rows at a time, so that what is read stays in the CPU’s cache. */
const tile = 16;

/**
 * Bars of many dense curves, blended here pixel by pixel: for these shapes far cheaper than a canvas call for each. In
 * device pixels, `ratio` to one of the page, beginning `above` pixels of the page over the plot. One at a time: the
 * next takes over the memory.
 */
export class BarLayer {
  readonly width: number;
  readonly height: number;
  readonly #ratio: number;
  readonly #above: number;
  /** Alpha, blue, green and red from the highest byte down, premultiplied; column by column, as bars are drawn. */
  readonly #cells: Uint32Array<ArrayBuffer>;

  constructor(width: number, height: number, ratio: number, above: number) {
    this.width = width;
    this.height = height;
    this.#ratio = ratio;
    this.#above = above;
    if (pool.length < width * height) pool = new Uint32Array(width * height);
    this.#cells = pool.subarray(0, width * height).fill(0);
  }

  /** Draws a curve over what is there. Each pixel is covered once, so that faint curves stay even. */
  add(curve: Pick<Curve, 'x' | 'y'>, plot: Plot, style: BarStyle): void {
    const { tops, feet } = this.#coverOf(curve, plot, style);
    const alpha = Math.round(256 * style.alpha);
    const color = premultiplied(style.color, alpha);
    for (let x = 0; x < this.width; x++) {
      const [top, bottom] = [tops[x] as number, feet[x] as number];
      if (top >= bottom) continue;
      const first = x * this.height;
      if (alpha === 256) this.#cells.fill(color, first + top, first + bottom);
      else this.#blend(first + top, first + bottom, color, 256 - alpha);
    }
  }

  /** Red, green, blue and alpha of each pixel, not premultiplied, row by row: as `ImageData` takes them. */
  pixels(): Uint8ClampedArray<ArrayBuffer> {
    const { width, height } = this;
    const cells = this.#cells;
    if (rows.length < width * height) rows = new Uint32Array(width * height);
    for (let left = 0; left < width; left += tile) {
      const right = Math.min(width, left + tile);
      for (let y = 0; y < height; y++) {
        for (let x = left; x < right; x++) {
          const cell = cells[x * height + y] as number;
          rows[y * width + x] = cell === 0 || cell >= 0xff000000 ? cell : plain(cell);
        }
      }
    }
    return new Uint8ClampedArray(rows.buffer, 0, 4 * width * height);
  }

  #coverOf(curve: Pick<Curve, 'x' | 'y'>, plot: Plot, { width, dash }: BarStyle): Cover {
    const key = [this.width, this.height, this.#ratio, width, dash].join();
    const cached = covers.get(curve.y);
    if (cached?.plot === plot && cached.key === key) return cached;
    const tops = new Int32Array(this.width).fill(this.height);
    const feet = new Int32Array(this.width);
    const ratio = this.#ratio;
    const reach = (width - 1) / 2;
    const min = Math.ceil(width * ratio);
    eachBar(curve, plot, (column, top, bottom) => {
      if (!isDashed(column, dash)) return;
      const from = Math.max(0, Math.floor((top - reach + this.#above) * ratio));
      const low = Math.max(from + min, Math.ceil((bottom + reach + this.#above) * ratio));
      const to = Math.min(this.height, low);
      const right = Math.min(this.width, Math.round((column + width) * ratio));
      for (let x = Math.max(0, Math.round(column * ratio)); x < right; x++) {
        if (from < (tops[x] as number)) tops[x] = from;
        if (to > (feet[x] as number)) feet[x] = to;
      }
    });
    const cover = { plot, key, tops, feet };
    covers.set(curve.y, cover);
    return cover;
  }

  /** out = s a + d (1 − a), two channels at a time; `rest` is 256 (1 − a). */
  #blend(from: number, to: number, color: number, rest: number): void {
    const cells = this.#cells;
    for (let i = from; i < to; i++) {
      const cell = cells[i] as number;
      const low = ((Math.imul(cell & 0xff00ff, rest) + 0x800080) >>> 8) & 0xff00ff;
      const high = (Math.imul((cell >>> 8) & 0xff00ff, rest) + 0x800080) & 0xff00ff00;
      cells[i] = color + (low | high);
    }
  }
}

/** `alpha` from 0 to 256. Rounded down, so that blending never runs over. */
function premultiplied([red, green, blue]: Rgb, alpha: number): number {
  const part = (value: number): number => (value * alpha) >> 8;
  return ((part(255) << 24) | (part(blue) << 16) | (part(green) << 8) | part(red)) >>> 0;
}

function plain(cell: number): number {
  const alpha = cell >>> 24;
  if (alpha === 255) return cell;
  const scale = 255 / alpha;
  const part = (shift: number): number => Math.min(255, ((cell >>> shift) & 255) * scale + 0.5) | 0;
  return ((alpha << 24) | (part(16) << 16) | (part(8) << 8) | part(0)) >>> 0;
}
