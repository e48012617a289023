import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../../src/experiment/presets.ts';
import type { LaneChange, LaneSpec } from '../../../src/experiment/schema.ts';
import { changesText } from '../../../src/messages/changes.ts';
import type { Gesture } from '../../../src/store/gesture.ts';
import { marksOf, mergeGesture } from '../../../src/store/gesture.ts';
import { MeanStepTime } from '../../../src/store/throughput.ts';
import { en, zh } from '../../support/translator.ts';

/** What a run has recorded after some edits, each with its step, its time and what it set. */
function edited(...edits: readonly (readonly [step: number, atMs: number, set: LaneChange])[]) {
  let run = defaultSpec;
  let gesture: Gesture | null = null;
  for (const [step, atMs, set] of edits) {
    ({ run, gesture } = mergeGesture(run, { laneId: 'a', event: { step, set }, atMs }, gesture));
  }
  const [lane] = run.lanes;
  if (!lane) throw new Error('the default experiment has no lane');
  return lane;
}

const labels = (lane: LaneSpec, t = en) => marksOf(lane).map(({ changes }) => changesText(t, changes));

describe('a gesture on a run', () => {
  it('is one event while it moves on, from where it began', () => {
    const lane = edited(
      [3, 0, { 'optimizer.lr': 0.05 }],
      [9, 900, { 'optimizer.lr': 0.2 }],
      [30, 5000, { 'optimizer.lr': 2 }],
      [31, 5100, { 'optimizer.momentum': 0.5 }],
    );
    expect(marksOf(lane)).toEqual([
      { step: 3, changes: [{ id: 'number', path: 'optimizer.lr', old: 0.02, value: 0.2 }] },
      { step: 30, changes: [{ id: 'number', path: 'optimizer.lr', old: 0.2, value: 2 }] },
      { step: 31, changes: [{ id: 'number', path: 'optimizer.momentum', old: 0.9, value: 0.5 }] },
    ]);
    expect(labels(lane)).toEqual(['lr 0.02 → 0.2', 'lr 0.2 → 2', 'momentum 0.9 → 0.5']);
    expect(labels(lane, zh)).toEqual(['学习率 0.02 → 0.2', '学习率 0.2 → 2', '动量 0.9 → 0.5']);
  });

  it('is named by what the page calls the number', () => {
    const clipped = {
      ...defaultSpec,
      lanes: defaultSpec.lanes.map((l) => ({ ...l, clip: { globalNorm: 1, value: null } })),
    };
    const { run } = mergeGesture(
      clipped,
      {
        laneId: 'a',
        event: { step: 3, set: { 'clip.globalNorm': 4, 'optimizer.weightDecay': 0.01 } },
        atMs: 0,
      },
      null,
    );
    expect(run.lanes.slice(0, 1).flatMap((lane) => labels(lane))).toEqual([
      'clip by norm 1 → 4, weight decay 0 → 0.01',
    ]);
  });

  it('before the first step is no event', () => {
    const lane = edited([0, 0, { 'optimizer.lr': 0.05 }], [4, 200, { 'optimizer.lr': 0.2 }]);
    expect(lane.optimizer.lr).toBe(0.05);
    expect(labels(lane)).toEqual(['lr 0.05 → 0.2']);
  });
});

describe('the mean step time of a run', () => {
  it('leaves out the first submission and what was slowed down', () => {
    const meanStepTime = new MeanStepTime();
    meanStepTime.follow([500, 500], true);
    expect(meanStepTime.msPerStep).toBeNull();
    meanStepTime.follow([500, 500, 520, 520], true);
    meanStepTime.follow([500, 500, 520, 520, 1520], false);
    meanStepTime.follow([500, 500, 520, 520, 1520, 1530], true);
    expect(meanStepTime.msPerStep).toBe(10); // (20 + 0 + 10) / 3
  });
});
