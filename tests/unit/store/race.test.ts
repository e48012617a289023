import { beforeEach, describe, expect, it } from 'vitest';
import { previousText } from '../../../src/messages/differences.ts';
import { emptyLane, emptyRun, useApp } from '../../../src/store/app.ts';
import { toggleLane } from '../../../src/store/lanes.ts';
import { previousFact, previousOf, previousShown } from '../../../src/store/previous.ts';
import { LaneSeries } from '../../../src/store/series.ts';
import { standingsNow } from '../../../src/store/standings.ts';
import { accuracyText, bestText, gapText, stepsToTargetText } from '../../../src/ui/results/standingsText.ts';
import { chooseDataset } from '../../../src/ui/settings/chooseDataset.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const race = (sgdLr = 0.02, batchSize = 8) =>
  experiment({
    data: { id: 'mnist-10k', batchSize },
    lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd', lr: sgdLr } }],
  });

function measured(accuracy: number): LaneSeries {
  const series = new LaneSeries();
  series.loss.append(Float32Array.of(2, 1));
  series.evaluations.push({ step: 2, split: 'validation', loss: 1, accuracy, confusion: [] });
  return series;
}

const momentum = { id: 'momentum', lr: 0.05, momentum: 0.9 } as const;
const run = { ...emptyRun, displaySpec: race(), lanes: [emptyLane, emptyLane] };
const series = [measured(0.4), measured(0.6)];
const labelBeside = (next: ReturnType<typeof race>): string | null => {
  const previous = previousOf(run, series, next, 0.9);
  const fact = previousFact({ previous, run: { ...run, displaySpec: next } });
  return fact && previousText(en, fact);
};

beforeEach(() => useApp.setState(useApp.getInitialState(), true));

describe('the run before a race', () => {
  it('is the lane that was changed or taken out, said in words', () => {
    expect(labelBeside(race(0.05))).toMatch(/, lr 0\.02$/);
    const [first] = race().lanes;
    expect(labelBeside({ ...race(), lanes: first ? [first] : [] })).toMatch(/, removed$/);
  });

  it('is the leader where the lanes stay as they were', () => {
    expect(standingsNow(run, 0, series).map(({ lane }) => lane)).toEqual([1, 0]);
    expect(previousOf(run, series, race(), 0.9)?.series).toBe(series[1]);
    expect(labelBeside(race(0.02, 16))).toMatch(/, batch 8$/);
    expect(labelBeside(race())).toMatch(/, same settings$/);
  });

  it('says at most two settings, each whole, and the optimizer once', () => {
    const next = race(0.02, 16);
    const lanes = next.lanes.map((lane) =>
      lane.optimizer.id === 'sgd' ? { ...lane, optimizer: momentum } : lane,
    );
    const label = labelBeside({ ...next, seed: 5, lanes });
    expect(label).toBe('SGD, lr 0.02, batch 8 and more');
  });

  it('is drawn only where it can be compared', () => {
    const previous = previousOf(run, series, race(), 0.9);
    const shownBeside = (next: ReturnType<typeof race>) =>
      previousShown({ previous, run: { ...run, displaySpec: next } });
    const { data, training } = race();
    expect(shownBeside(race(0.5, 64))).toBe(previous);
    expect(shownBeside({ ...race(), seed: 9, model: { ...race().model } })).toBe(previous);
    const others = [
      { ...race(), data: chooseDataset(data, 'fashion-mnist') },
      { ...race(), data: { ...data, classes: [3, 5] } },
      { ...race(), data: { ...data, validation: data.validation + 1 } },
      { ...race(), training: { ...training, labelSmoothing: 0.1 } },
      {
        ...race(),
        training: { ...training, target: { metric: 'validationAccuracy' as const, value: 0.77 } },
      },
    ];
    for (const other of others) {
      expect(shownBeside(other)).toBeNull();
      expect(previousFact({ previous, run: { ...run, displaySpec: other } })).toBeNull();
    }
    expect(shownBeside(race())).toBe(previous); // it is kept, and comes back with what it can be compared to
  });

  it('is none before the first step', () => {
    expect(previousOf(run, [new LaneSeries(), new LaneSeries()], race(), 0.9)).toBeNull();
  });
});

describe('hidden lanes', () => {
  it('are hidden by their look, and the last one stays', () => {
    useApp.setState({ spec: race() });
    toggleLane(1);
    expect(useApp.getState().hidden).toEqual([1]);
    toggleLane(0);
    expect(useApp.getState().hidden).toEqual([1]);
    toggleLane(1);
    expect(useApp.getState().hidden).toEqual([]);
  });
});

describe('standings in words', () => {
  const target = { metric: 'validationAccuracy', value: 0.88 } as const;
  const row = { place: 2, state: 'running', stepsToTarget: null, gap: null } as const;

  it('says what a lane needed, or what became of it', () => {
    expect(stepsToTargetText(en, { ...row, stepsToTarget: 1200 }, target)).toBe('1\u202f200');
    expect(stepsToTargetText(en, row, target)).toBe('not yet');
    expect(stepsToTargetText(en, { ...row, state: 'diverged' }, target)).toBe('not reached');
    expect(stepsToTargetText(en, row, null)).toBe('–');
  });

  it('says how far it is behind', () => {
    expect(gapText(en, { ...row, place: 1 })).toBe('leader');
    expect(gapText(zh, { ...row, gap: { unit: 'steps', value: 250 } })).toBe('+250 步');
    expect(gapText(en, { ...row, gap: { unit: 'steps', value: 250 } })).toBe('+250\u202fsteps');
    expect(gapText(en, { ...row, gap: { unit: 'accuracy', value: 0.041 } })).toBe('−4.1\u202fpt');
    expect(gapText(en, { ...row, gap: { unit: 'steps', value: 0 } })).toBe('level');
    expect(gapText(en, { ...row, gap: { unit: 'accuracy', value: 0.0002 } })).toBe('−0.02\u202fpt');
    expect(gapText(en, { ...row, place: null })).toBe('–');
  });

  it('says the best of what lanes are ranked by, and never the target before it is reached', () => {
    expect(bestText(en, { best: 0.8796 }, target)).toBe('87.96\u202f%');
    expect(bestText(en, { best: 0.9 }, null)).toBe('90.0\u202f%');
    expect(bestText(en, { best: 0.3 }, { metric: 'validationLoss', value: 0.2 })).toBe('0.300');
    expect([bestText(en, { best: null }, target), accuracyText(en, null, target)]).toEqual(['–', '–']);
  });
});
