import { describe, expect, it } from 'vitest';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import { fitted } from '../../../src/ui/charts/engine/drawText.ts';
import { labelGutter } from '../../../src/ui/charts/engine/gutter.ts';
import { lanesShown } from '../../../src/ui/charts/engine/shownLanes.ts';
import { valueLines } from '../../../src/ui/charts/schedules/scheduleValues.ts';
import type { ScheduleRow } from '../../../src/ui/charts/schedules/useScheduleModel.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const perLetter = (text: string): number => 7 * [...text].length;
const widths = { name: perLetter, detail: perLetter, scale: 1 };

describe('a text that is cut', () => {
  it('ends in an ellipsis, and is never cut within a character', () => {
    expect(fitted('Nesterov', 56, perLetter)).toBe('Nesterov');
    expect(fitted('Nesterov', 55, perLetter)).toBe('Nester…');
    expect(fitted('SGD with a huge rate', 35, perLetter)).toBe('SGD…');
    expect(fitted('𝒜𝒜𝒜𝒜', 21, perLetter)).toBe('𝒜𝒜…');
    expect(fitted('Nesterov', 3, perLetter)).toBe('');
  });
});

describe('the room beside a plot', () => {
  it('holds the longest name whole beside the widest figure', () => {
    expect(labelGutter(['SGD', 'Nesterov lr 0.0063'], '0.000', widths, 1000)).toBe(18 * 7 + 5 * 7 + 42);
  });

  it('leaves the plot its share', () => {
    expect(labelGutter(['A name as long as a person likes it to be'], '0.000', widths, 200)).toBe(200);
  });
});

describe('lanes that try several learning rates at once', () => {
  const spec = experiment({
    data: { id: 'mnist-10k' },
    model: { id: 'logistic' },
    training: { steps: 10 },
    lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd' } }],
  });
  const tried = (tries: readonly { lane: number; lr: number }[], t = en) => {
    const lanes = tries.map(({ lane, lr }) => ({ laneId: spec.lanes[lane]?.id ?? '', lr }));
    seriesStore.show(lanes.map(() => new LaneSeries()));
    const round = { index: 0, round: { phase: 'lr-search', seed: 0, steps: 10, lanes } } as const;
    return lanesShown(t, {
      ...emptyRun,
      displaySpec: spec,
      replaySpec: spec,
      round,
      lanes: lanes.map(() => emptyLane),
    });
  };

  it('are named by lane and rate, and told apart by colour and dash', () => {
    const rates = [0.002, 0.0063, 0.02, 0.063];
    const shown = tried([0, 1].flatMap((lane) => rates.map((lr) => ({ lane, lr }))));
    expect(shown.map(({ label }) => label).slice(3, 5)).toEqual(['Nesterov lr 0.063', 'SGD lr 0.002']);
    expect(
      tried(
        [0, 1].map((lane) => ({ lane, lr: 0.02 })).flatMap((one) => [one, one]),
        zh,
      )[0]?.label,
    ).toBe('Nesterov 学习率 0.02');
    const styles = shown.map(({ style: { color, dash } }) => `${color} ${dash}`);
    expect(new Set(styles).size).toBe(8);
    expect(shown.map(({ style }) => style.styleIndex)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('keep name and dash where each tries one', () => {
    const shown = tried([
      { lane: 0, lr: 0.02 },
      { lane: 1, lr: 0.02 },
    ]);
    expect(shown.map(({ label }) => label)).toEqual(['Nesterov', 'SGD']);
    expect(shown.map(({ style }) => style)).toEqual([laneStyle(0), laneStyle(1)]);
  });
});

describe('values beside a schedule', () => {
  const row = (values: readonly (readonly [string, number])[]) => {
    const lanes = values.map(([owner, now], i) => ({ key: String(i), owner, now, style: laneStyle(i) }));
    return { key: 'lr', lanes } as unknown as Pick<ScheduleRow, 'key' | 'lanes'>;
  };
  const lines = (of: ReturnType<typeof row>, max: number, t = en) =>
    valueLines(t, of, max).map(({ value, names }) => `${value} ${names}`);
  const tuning = row(
    ['NMGD', 'SGD'].flatMap((owner) => [0.002, 0.0063, 0.02, 0.063].map((lr) => [owner, lr] as const)),
  );

  it('name each lane while there is room', () => {
    expect(
      lines(
        row([
          ['NMGD', 0.02],
          ['SGD', 10],
        ]),
        3,
      ),
    ).toEqual(['0.02 NMGD', '10 SGD']);
  });

  it('go by value where there is not, then from the lowest to the highest', () => {
    expect(lines(tuning, 4)).toEqual(['0.002 2 lanes', '0.0063 2 lanes', '0.02 2 lanes', '0.063 2 lanes']);
    expect(lines(tuning, 3)).toEqual(['0.002 to 0.063 2 lanes']);
    expect(lines(tuning, 3, zh)).toEqual(['0.002 至 0.063 2 条赛道']);
    expect(
      lines(
        row([
          ['A', 1],
          ['B', 1],
          ['C', 0.5],
        ]),
        2,
      ),
    ).toEqual(['1 2 lanes', '0.5 C']);
  });
});
