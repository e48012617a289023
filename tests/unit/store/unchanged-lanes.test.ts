import { describe, expect, it } from 'vitest';
import { withLaneChange } from '../../../src/experiment/lane-change.ts';
import { withDuplicate, withStyleIndex } from '../../../src/experiment/lane-list.ts';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { unchangedLane, unchangedLanesAfter, wayBack } from '../../../src/store/unchanged-lanes.ts';
import { experiment } from '../../support/experiment.ts';

const { lanes } = experiment({
  name: 'Two lanes',
  seed: 1,
  data: { id: 'mnist-10k' },
  model: { id: 'logistic' },
  training: { steps: 100 },
  lanes: [
    { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, clip: { globalNorm: 1 } },
    { optimizer: { id: 'sgd', lr: 0.05 } },
  ],
});
const [nesterov, sgd] = lanes as readonly [LaneSpec, LaneSpec];
const manual = withLaneChange(nesterov, { 'optimizer.lr': 0.3, 'clip.globalNorm': 4 });
const cosine = { ...nesterov.lrSchedule, id: 'cosine' } as LaneSpec['lrSchedule'];

describe('the way back to what the experiment has', () => {
  it('is each value that was set by hand, and no other', () => {
    expect(wayBack(nesterov, nesterov)).toEqual({});
    expect(wayBack(nesterov, manual)).toEqual({ 'optimizer.lr': 0.02, 'clip.globalNorm': 1 });
    expect(withLaneChange(manual, wayBack(nesterov, manual))).toEqual(nesterov);
  });

  it('has the schedules', () => {
    const scheduled = withLaneChange(nesterov, { lrSchedule: cosine });
    expect(wayBack(nesterov, scheduled)).toEqual({ lrSchedule: nesterov.lrSchedule });
  });

  it('has nothing of what is switched off since', () => {
    expect(wayBack(nesterov, { ...nesterov, clip: { ...nesterov.clip, globalNorm: null } })).toEqual({});
  });
});

describe('the lanes as the experiment has them', () => {
  it('stay when it is restarted with what was set by hand', () => {
    expect(unchangedLanesAfter(lanes, [manual, sgd], [manual, sgd])).toEqual(lanes);
  });

  it('take what an edit changes, and keep live edits beside it', () => {
    const edited = { ...manual, lrSchedule: cosine };
    const [unchanged] = unchangedLanesAfter(lanes, [manual, sgd], [edited, sgd]);
    expect(unchanged).toEqual({ ...nesterov, lrSchedule: cosine });
    const retried = withLaneChange(manual, { 'optimizer.lr': 0.03 });
    expect(unchangedLanesAfter(lanes, [manual, sgd], [retried, sgd])[0]?.optimizer.lr).toBe(0.03);
  });

  it('take a lane that is new as it is, and drop one that is gone', () => {
    const doubled = withDuplicate([manual], 0);
    const unchanged = unchangedLanesAfter(lanes, [manual, sgd], doubled);
    expect(unchanged.map(({ optimizer }) => optimizer.lr)).toEqual([0.02, 0.3]);
    const adam = experiment({
      data: { id: 'mnist-10k' },
      model: { id: 'logistic' },
      training: { steps: 1 },
      lanes: [{ optimizer: { id: 'adam', lr: 0.003 } }],
    }).lanes;
    expect(unchangedLanesAfter(lanes, [manual, sgd], adam)).toEqual(adam); // in the look of the one it replaces
  });

  it('are found by look and optimizer, in any order', () => {
    expect(unchangedLane([sgd, nesterov], manual)).toBe(nesterov);
    const swapped = withStyleIndex(lanes, 0, sgd.styleIndex);
    expect(unchangedLane(lanes, swapped[0] as LaneSpec)).toBeNull();
  });
});
