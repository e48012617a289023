import { describe, expect, it } from 'vitest';
import type { EndLabel } from '../../../src/ui/charts/engine/placeLabels.ts';
import { placeLabels } from '../../../src/ui/charts/engine/placeLabels.ts';
import { laneStyle, previousStyle } from '../../../src/ui/kit/lane/laneStyle.ts';

const widths = {
  name: (text: string) => text.length * 8,
  detail: (text: string) => text.length * 7,
  scale: 1,
};
const plot = (width: number, height: number) => ({
  width,
  height,
  x: (value: number) => value * width,
  y: (value: number) => (1 - value) * height,
});

const laneLabel = (styleIndex: number, x: number, y: number, name = `Lane ${styleIndex}`): EndLabel => ({
  key: name,
  kind: 'lane',
  x,
  y,
  ends: true,
  style: laneStyle(styleIndex),
  name,
  detail: '0.271',
});

describe('placeLabels', () => {
  it('gives a label in the first steps all the room its text needs', () => {
    const [label] = placeLabels([laneLabel(0, 0.01, 0.9, 'NMGD')], plot(800, 300), 132, widths);
    expect(label).toMatchObject({ named: true, detailed: true });
    expect(label?.width).toBeGreaterThanOrEqual(20 + 4 * 8 + 5 + 5 * 7);
  });

  it('keeps eight labels apart and inside a plot of 116 px', () => {
    const labels = Array.from({ length: 8 }, (_, i) => laneLabel(i, 0.9, 0.8 + i / 1000));
    const placed = placeLabels(labels, plot(500, 116), 148, widths);
    const centres = placed.map(({ centre }) => centre).sort((a, b) => a - b);
    expect((centres[0] ?? 0) - (placed[0]?.height ?? 0) / 2).toBeGreaterThanOrEqual(0);
    expect((centres[7] ?? 0) + (placed[0]?.height ?? 0) / 2).toBeLessThanOrEqual(116);
    centres.slice(1).forEach((centre, i) => {
      expect(centre - (centres[i] ?? 0)).toBeGreaterThanOrEqual(13.5);
    });
  });

  it('places as many as fit, by rank, and leaves a line to say how many more there are', () => {
    const labels = Array.from({ length: 8 }, (_, i) => ({
      ...laneLabel(i, 0.9, 0.8 + i / 1000),
      rank: (i * 5) % 8, // 0 5 2 7 4 1 6 3
    }));
    const placed = placeLabels(labels, plot(500, 70), 148, widths); // room for 5 at 13.5 px
    expect(placed.map(({ label }) => label.rank)).toEqual([0, 2, 1, 3]);
    for (const { centre, height } of placed) expect(centre + height / 2).toBeLessThanOrEqual(70 - 13.5);
    const [last] = labels;
    if (!last) throw new Error('no labels');
    const { rank, ...always } = { ...last, key: 'previous' };
    const withOne = placeLabels([...labels, always], plot(500, 70), 148, widths);
    expect(withOne.map(({ label }) => label.key)).toContain('previous');
  });

  it('cuts a long name short, and leaves out one it would cut to nothing', () => {
    const long = laneLabel(0, 1, 0.5, 'Nesterov with warm-up and a clipped gradient');
    const [cut] = placeLabels([long], plot(500, 200), 148, widths);
    expect(cut).toMatchObject({ named: true, left: 510, width: 134 });
    const [bare] = placeLabels([long], plot(500, 200), 80, widths);
    expect(bare).toMatchObject({ named: false, detailed: true, width: 20 + 5 * 7 + 3 });
  });

  it('takes twice the room where type is twice as large', () => {
    const labels = [laneLabel(0, 0.5, 0.9, 'NMGD'), laneLabel(1, 0.5, 0.88), laneLabel(2, 0.5, 0.3)];
    const twice = {
      name: (t: string) => 2 * widths.name(t),
      detail: (t: string) => 2 * widths.detail(t),
      scale: 2,
    };
    const large = placeLabels(labels, plot(1000, 400), 296, twice);
    for (const [i, label] of placeLabels(labels, plot(500, 200), 148, widths).entries()) {
      const { x, y, left, width, height, centre } = label;
      const expected = { x, y, left, width, height, centre };
      for (const [side, value] of Object.entries(expected))
        expect(large[i]?.[side as keyof typeof expected], side).toBeCloseTo(2 * value, 9);
    }
  });

  it('turns a diverged label to the left at the right edge, and keeps it clear of a lane there', () => {
    const diverged: EndLabel = { ...laneLabel(3, 0.98, 0.5, 'Momentum diverged'), kind: 'diverged' };
    const placed = placeLabels([diverged, laneLabel(0, 0.7, 0.5)], plot(500, 200), 60, widths);
    expect(placed[0]?.flipped).toBe(true);
    expect((placed[0]?.left ?? 0) + (placed[0]?.width ?? 0)).toBeLessThan(490);
    expect(Math.abs((placed[0]?.centre ?? 0) - (placed[1]?.centre ?? 0))).toBeGreaterThanOrEqual(18);
  });

  it('keeps the previous run right of the plot', () => {
    const before: EndLabel = {
      ...laneLabel(0, 0.2, 0.5, 'Previous'),
      kind: 'previous',
      style: previousStyle,
    };
    expect(placeLabels([before], plot(500, 200), 132, widths)[0]).toMatchObject({ left: 510, width: 118 });
  });
});
