import { describe, expect, it } from 'vitest';
import type { TimedEdit } from '../../../src/experiment/edits.ts';
import { applyEdits, describeEvents, editLane, mergeGestures } from '../../../src/experiment/edits.ts';
import { HyperparamTimeline } from '../../../src/experiment/hyperparam-timeline.ts';
import { defaultSpec } from '../../../src/experiment/presets.ts';
import type { ExperimentSpec, LaneChange, LaneSpec } from '../../../src/experiment/schema.ts';
import { changesText } from '../../../src/messages/changes.ts';
import { en, zh } from '../../support/translator.ts';

const [first] = defaultSpec.lanes as [LaneSpec];

type EditTuple = readonly [step: number, atMs: number, set: LaneChange];

/** A list of live edits of a lane, each with its step, its time and what it set. */
const editsOf = (...edits: readonly EditTuple[]): TimedEdit[] =>
  edits.map(([step, atMs, set]) => ({ laneId: first.id, event: { step, set }, atMs }));

/** The first lane as the page shows it after some edits. */
const edited = (...edits: readonly EditTuple[]): LaneSpec =>
  applyEdits(defaultSpec, mergeGestures(editsOf(...edits))).lanes[0] as LaneSpec;

const labels = (lane: LaneSpec, t = en) => describeEvents(lane).map(({ changes }) => changesText(t, changes));

describe('a gesture on a run', () => {
  it('is one event while it moves on, from where it began', () => {
    const lane = edited(
      [3, 0, { 'optimizer.lr': 0.05 }],
      [9, 900, { 'optimizer.lr': 0.2 }],
      [30, 5000, { 'optimizer.lr': 2 }],
      [31, 5100, { 'optimizer.momentum': 0.5 }],
    );
    expect(describeEvents(lane)).toEqual([
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
    const run = applyEdits(clipped, editsOf([3, 0, { 'clip.globalNorm': 4, 'optimizer.weightDecay': 0.01 }]));
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

describe('a gesture', () => {
  const lr = (value: number): LaneChange => ({ 'optimizer.lr': value });
  const steps = (edits: readonly TimedEdit[]) => mergeGestures(edits).map(({ event }) => event.step);

  it('ends with a rest of a second, at another control, and at another lane', () => {
    expect(steps(editsOf([3, 0, lr(1)], [4, 999, lr(2)], [5, 1998, lr(3)]))).toEqual([3]);
    expect(steps(editsOf([3, 0, lr(1)], [4, 1000, lr(2)]))).toEqual([3, 4]);
    const other = { laneId: 'other', event: { step: 4, set: lr(2) }, atMs: 10 };
    expect(steps([...editsOf([3, 0, lr(1)]), other, ...editsOf([5, 20, lr(3)])])).toEqual([3, 4, 5]);
    expect(steps(editsOf([3, 0, lr(1)], [4, 10, { 'optimizer.momentum': 0.5 }], [5, 20, lr(3)]))).toEqual([
      3, 4, 5,
    ]);
  });

  it('goes on where it sets fewer values than it did', () => {
    const both = { 'optimizer.lr': 1, 'optimizer.momentum': 0.5 };
    const [merged] = mergeGestures(editsOf([3, 0, both], [4, 10, lr(2)]));
    expect(merged?.event).toEqual({ step: 3, set: { ...both, 'optimizer.lr': 2 } });
  });
});

describe('a lane with live edits', () => {
  it('makes events of step 0 its own where it is edited before the first step, so that the edit wins', () => {
    const linked = { ...first, events: [{ step: 0, set: { 'optimizer.lr': 5, 'optimizer.momentum': 0.1 } }] };
    const lane = editLane(linked, [{ step: 0, set: { 'optimizer.lr': 0.3 } }]);
    expect(lane).toMatchObject({ optimizer: { lr: 0.3, momentum: 0.1 }, events: [] });
  });

  it('has edits behind the events up to their step', () => {
    const at = (step: number, value: number) => ({ step, set: { 'optimizer.lr': value } });
    const linked = { ...first, events: [at(2, 1), at(5, 2), at(9, 3)] };
    expect(editLane(linked, [at(5, 4), at(7, 5)]).events).toEqual([
      at(2, 1),
      at(5, 2),
      at(5, 4),
      at(7, 5),
      at(9, 3),
    ]);
  });

  it('is the same edit by edit, all at once, and in the timeline of a run', () => {
    const edits = editsOf(
      [0, 0, { 'optimizer.lr': 0.3 }],
      [0, 1, { 'optimizer.momentum': 0.7 }],
      [4, 2, { 'optimizer.lr': 0.2 }],
      [4, 3, { 'optimizer.lr': 0.1 }],
      [8, 4, { lrSchedule: { id: 'constant', warmup: 0, warmupFrom: 0.01 } }],
    );
    const linked = {
      ...first,
      events: [
        { step: 0, set: { 'optimizer.lr': 5 } },
        { step: 6, set: { 'optimizer.lr': 1 } },
      ],
    };
    const spec: ExperimentSpec = { ...defaultSpec, lanes: [linked, ...defaultSpec.lanes.slice(1)] };
    const whole = applyEdits(spec, edits);
    expect(edits.reduce((now, edit) => applyEdits(now, [edit]), spec)).toEqual(whole);
    expect(whole.lanes[1]).toBe(spec.lanes[1]);
    const live = new HyperparamTimeline(linked, 20);
    for (const { event } of edits) live.change(event.step, event.set);
    expect(live.lane).toEqual(whole.lanes[0]);
    const replayed = new HyperparamTimeline(whole.lanes[0] as LaneSpec, 20);
    for (let t = 0; t < 20; t++) expect(replayed.at(t)).toEqual(live.at(t));
  });
});
