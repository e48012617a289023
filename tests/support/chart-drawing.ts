import { readFileSync } from 'node:fs';
import { Palette } from '../../src/ui/charts/engine/appearance.ts';
import type { Curve } from '../../src/ui/charts/engine/curve.ts';
import { paint } from '../../src/ui/charts/engine/paint.ts';
import type { EndLabel } from '../../src/ui/charts/engine/placeLabels.ts';
import { placeLabels } from '../../src/ui/charts/engine/placeLabels.ts';
import type { Axis, Plot } from '../../src/ui/charts/engine/plot.ts';
import { pixelScale, scalePixel, tickAnchor } from '../../src/ui/charts/engine/plot.ts';

/** What is drawn: as `Frame` lays it out, `CurveCanvas` draws it and `EndLabels` names it. */
export interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Pixels kept free around the plot. */
  readonly inset: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly axes: (plot: Pick<Plot, 'width' | 'height'>) => { readonly x: Axis; readonly y: Axis };
  readonly curves: readonly Curve[];
  readonly labels?: readonly EndLabel[];
  /** The lane that the pointer is on. */
  readonly highlighted?: number;
}

/** A tenth of a pixel: what differs in the last bit of a logarithm draws the same drawing. */
const figure = (value: number): string => String(Math.round(value * 10) / 10 + 0);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The tokens of the light theme, from the style sheet of the page. */
const tokens = (() => {
  const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');
  const [, light = ''] = /:root \{([^}]*)\}/.exec(css) ?? [];
  return new Map(
    [...light.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
})();
const token = (name: string): string => tokens.get(name) ?? '';

function lightPalette(): Palette {
  const { getComputedStyle } = globalThis;
  globalThis.getComputedStyle = () => ({ getPropertyValue: token }) as unknown as CSSStyleDeclaration;
  try {
    return new Palette(null as unknown as Element);
  } finally {
    globalThis.getComputedStyle = getComputedStyle;
  }
}

/** The calls that `paint` makes of a canvas, as shapes of SVG. A canvas of dense bars, which is one of bytes, is no shape. */
class RecordedCanvas {
  width = 0;
  height = 0;
  globalAlpha = 1;
  lineWidth = 1;
  lineJoin = 'miter';
  strokeStyle = '';
  fillStyle = '';
  readonly shapes: string[] = [];
  #dash: readonly number[] = [];
  #path: string[] = [];

  getContext(): this {
    return this;
  }
  setTransform(): void {
    // the drawing has one pixel of the page to one of its own
  }
  clearRect(): void {
    // nothing is drawn before
  }
  setLineDash(dash: readonly number[]): void {
    this.#dash = dash;
  }
  beginPath(): void {
    this.#path = [];
  }
  moveTo(x: number, y: number): void {
    this.#path.push(`M${figure(x)} ${figure(y)}`);
  }
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${figure(x)} ${figure(y)}`);
  }
  arc(x: number, y: number, radius: number): void {
    const [left, right, middle, r] = [x - radius, x + radius, y, radius].map(figure);
    this.#path.push(
      `M${left} ${middle}A${r} ${r} 0 1 1 ${right} ${middle}A${r} ${r} 0 1 1 ${left} ${middle}Z`,
    );
  }
  stroke(): void {
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.join(' ')}"` : '';
    this.#add(
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="${this.lineJoin}"${dash}`,
    );
  }
  fill(): void {
    this.#add(`fill="${this.fillStyle}"`);
  }
  #add(attributes: string): void {
    if (this.#path.length === 0) return;
    const opacity = this.globalAlpha === 1 ? '' : ` opacity="${Math.round(this.globalAlpha * 1e4) / 1e4}"`;
    this.shapes.push(`<path d="${this.#path.join('')}" ${attributes}${opacity}/>`);
  }
}

function plotOf({ width, height, inset, axes }: Drawing): { plot: Plot; x: Axis; y: Axis } {
  const size = { width: width - inset.left - inset.right, height: height - inset.top - inset.bottom };
  const { x, y } = axes(size);
  return {
    x,
    y,
    plot: {
      left: inset.left,
      top: inset.top,
      ...size,
      x: pixelScale(x.domain, 0, size.width, x.log),
      y: pixelScale(y.domain, size.height, 0, y.log),
      xAt: scalePixel(x.domain, 0, size.width, x.log),
    },
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill: string;
}

const textAt = (text: string, { x, y, anchor = 'start', fill }: Place): string =>
  `<text x="${figure(x)}" y="${figure(y)}" dy="0.355em" text-anchor="${anchor}" fill="${fill}">${escaped(text)}</text>`;

function axesOf({ plot, x, y }: ReturnType<typeof plotOf>): string[] {
  const [grid, axis, fill] = [token('--grid'), token('--axis'), token('--faint')];
  const lines = y.ticks.map(
    (tick) => `<path d="M0 ${figure(plot.y(tick))}H${figure(plot.width)}" stroke="${grid}"/>`,
  );
  const left = y.ticks.map((tick, i) =>
    textAt(y.format(tick, i, y.ticks), { x: -8, y: plot.y(tick), anchor: 'end', fill }),
  );
  const below = x.ticks.map((tick, i) =>
    textAt(x.format(tick, i, x.ticks), {
      x: plot.x(tick),
      y: plot.height + 14,
      anchor: tickAnchor(x, tick),
      fill,
    }),
  );
  const bottom = `<path d="M0 ${figure(plot.height)}H${figure(plot.width)}" stroke="${axis}"/>`;
  return [...lines, bottom, ...left, ...below];
}

const letter = { name: 7, detail: 6.4 }; // pixels

function labelsOf({ labels = [], inset }: Drawing, plot: Plot): string[] {
  const widths = {
    name: (text: string) => letter.name * text.length,
    detail: (text: string) => letter.detail * text.length,
    scale: 1,
  };
  return placeLabels(labels, plot, inset.right, widths).flatMap(
    ({ label, x, y, left, width, centre, named, detailed, flipped }) => {
      const color = token(label.style.color);
      const isMoved = label.kind !== 'previous' && Math.abs(y - centre) > 5;
      const [from, to] = flipped ? [x - 5, left + width + 2] : [x + 5, left - 2];
      const leader = `<path d="M${figure(from)} ${figure(y)}L${figure(to)} ${figure(centre)}" stroke="${color}" opacity="0.6"/>`;
      const mark = label.kind === 'diverged' ? 'M-6 5L0 -6L6 5Z' : 'M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z';
      const point = `<path d="${mark}" fill="${color}" transform="translate(${figure(x)} ${figure(y)})"/>`;
      const words = [named && label.name, detailed && label.detail].filter(Boolean).join(' ');
      return [
        ...(isMoved ? [leader] : []),
        ...(label.kind !== 'previous' && label.ends ? [point] : []),
        textAt(words, { x: left, y: centre, fill: label.kind === 'previous' ? token('--faint') : color }),
      ];
    },
  );
}

/** A chart as SVG in the colours of the light theme, a shape a line, so that a difference can be read and looked at. */
export function drawingOf(drawing: Drawing): string {
  const { title, width, height, inset, curves, highlighted = null } = drawing;
  const { plot, x, y } = plotOf(drawing);
  const canvas = new RecordedCanvas();
  paint(canvas as unknown as HTMLCanvasElement, plot, curves, lightPalette(), 1, highlighted);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${token('--panel')}"/>`,
    `<clipPath id="plot"><rect y="-2" width="${figure(plot.width)}" height="${figure(plot.height + 4)}"/></clipPath>`,
    `<g transform="translate(${inset.left} ${inset.top})">`,
    ...axesOf({ plot, x, y }),
    '<g clip-path="url(#plot)">',
    ...canvas.shapes,
    '</g>',
    ...labelsOf(drawing, plot),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
