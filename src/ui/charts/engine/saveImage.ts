import { exportName } from '../../../core/file-name.ts';
import { useApp } from '../../../store/app.ts';
import { saveFile } from '../../kit/saveFile.ts';
import { drawText } from './drawText.ts';
import { canvasAt } from './sharpCanvas.ts';

/** Device pixels to one of the page. */
const scale = 2;

/** Saves the chart a control lies in as a PNG: as it is seen, without its controls, at twice its size. */
export function saveImage(within: Element | null, title: string): void {
  const card = within?.closest<HTMLElement>('[data-chart]');
  const canvas = card ? drawCard(card, scale) : null;
  canvas?.toBlob((blob) => {
    const { name } = useApp.getState().run.displaySpec;
    if (blob) saveFile({ blob, name: exportName([name, title], 'png', new Date()) });
  }, 'image/png');
}

/** What is left out of an image: marked in the page, or only there for screen readers or the pointer. */
const excluded = '[data-no-image], [role="status"]';

/**
 * A chart's card as it is seen, drawn to one canvas: boxes and text of the page, shapes of its SVG, and its own canvases
 * drawn anew at this size. The page's fonts and colours are those in force.
 */
function drawCard(card: HTMLElement, scale: number): HTMLCanvasElement | null {
  const { left, top, width, height } = card.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  drawElement(context, card, 1, scale);
  return canvas;
}

function drawElement(
  context: CanvasRenderingContext2D,
  element: Element,
  above: number,
  scale: number,
): void {
  if (element.matches(excluded)) return;
  const style = getComputedStyle(element);
  const opacity = above * Number(style.opacity);
  if (style.display === 'none' || style.visibility === 'hidden' || opacity === 0) return;
  context.globalAlpha = opacity;
  if (element instanceof HTMLCanvasElement) drawCanvas(context, element, scale);
  else if (element instanceof SVGGeometryElement) drawShape(context, element, style);
  else if (element instanceof HTMLElement) drawBox(context, element, style);
  for (const child of element.childNodes) {
    if (child instanceof Element) drawElement(context, child, opacity, scale);
    else if (child instanceof Text) {
      context.globalAlpha = opacity;
      drawText(context, child, style);
    }
  }
}

function drawCanvas(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement, scale: number): void {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  context.drawImage(canvasAt(canvas, scale), left, top, width, height);
}

type Side = 'top' | 'right' | 'bottom' | 'left';

/** Background and borders. */
function drawBox(context: CanvasRenderingContext2D, element: HTMLElement, style: CSSStyleDeclaration): void {
  const box = element.getBoundingClientRect();
  context.fillStyle = style.backgroundColor;
  outline(context, box, style);
  context.fill();
  const sides = (['top', 'right', 'bottom', 'left'] as const).filter((side) => widthOf(style, side) > 0);
  if (sides.length === 4) {
    prepare(context, style, 'top');
    outline(context, inner(box, widthOf(style, 'top') / 2), style);
    context.stroke();
    return;
  }
  for (const side of sides) drawSide(context, box, style, side);
}

const border = (style: CSSStyleDeclaration, side: Side, of: 'style' | 'width' | 'color'): string =>
  style.getPropertyValue(`border-${side}-${of}`);

const widthOf = (style: CSSStyleDeclaration, side: Side): number =>
  border(style, side, 'style') === 'none' ? 0 : Number.parseFloat(border(style, side, 'width'));

function prepare(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, side: Side): void {
  const width = widthOf(style, side);
  context.strokeStyle = border(style, side, 'color');
  context.lineWidth = width;
  context.setLineDash(border(style, side, 'style') === 'dotted' ? [width, width * 1.6] : []);
}

function outline(context: CanvasRenderingContext2D, box: DOMRect, style: CSSStyleDeclaration): void {
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.height / 2, box.width / 2);
  context.beginPath();
  context.roundRect(
    box.x,
    box.y,
    box.width,
    box.height,
    style.borderTopLeftRadius.endsWith('%') ? box.width / 2 : radius,
  );
}

const inner = ({ x, y, width, height }: DOMRect, by: number): DOMRect =>
  new DOMRect(x + by, y + by, width - 2 * by, height - 2 * by);

function drawSide(
  context: CanvasRenderingContext2D,
  { left, top, right, bottom }: DOMRect,
  style: CSSStyleDeclaration,
  side: Side,
): void {
  const half = widthOf(style, side) / 2;
  const isFlat = side === 'top' || side === 'bottom';
  const [x, y] = [
    side === 'right' ? right - half : left + half,
    side === 'bottom' ? bottom - half : top + half,
  ];
  prepare(context, style, side);
  context.beginPath();
  context.moveTo(isFlat ? left : x, isFlat ? y : top);
  context.lineTo(isFlat ? right : x, isFlat ? y : bottom);
  context.stroke();
}

/** A line, path or circle of an SVG, where it stands on the page; `context` is in pixels of the page. */
function drawShape(
  context: CanvasRenderingContext2D,
  shape: SVGGeometryElement,
  style: CSSStyleDeclaration,
): void {
  const at = shape.getScreenCTM();
  const path = pathOf(shape);
  if (at === null || path === null) return;
  context.save();
  context.transform(at.a, at.b, at.c, at.d, at.e, at.f);
  if (style.fill !== 'none') {
    context.fillStyle = style.fill;
    context.fill(path);
  }
  if (style.stroke !== 'none') {
    context.strokeStyle = style.stroke;
    context.lineWidth = Number.parseFloat(style.strokeWidth) || 1;
    context.lineCap = style.strokeLinecap as CanvasLineCap;
    context.setLineDash((style.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number));
    context.stroke(path);
  }
  context.restore();
}

function pathOf(shape: SVGGeometryElement): Path2D | null {
  if (shape instanceof SVGPathElement) return new Path2D(shape.getAttribute('d') ?? '');
  const path = new Path2D();
  if (shape instanceof SVGLineElement) {
    path.moveTo(shape.x1.baseVal.value, shape.y1.baseVal.value);
    path.lineTo(shape.x2.baseVal.value, shape.y2.baseVal.value);
    return path;
  }
  if (shape instanceof SVGCircleElement) {
    path.arc(shape.cx.baseVal.value, shape.cy.baseVal.value, shape.r.baseVal.value, 0, 2 * Math.PI);
    return path;
  }
  return null;
}
