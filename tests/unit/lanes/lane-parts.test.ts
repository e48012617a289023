import { describe, expect, it } from 'vitest';
import { HyperparamTimeline } from '../../../src/experiment/hyperparam-timeline.ts';
import { updateOf } from '../../../src/experiment/lane-update.ts';
import type { LaneEvent, LaneSpec } from '../../../src/experiment/schema.ts';
import { formulaTex } from '../../../src/optim/formula.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { schedules } from '../../../src/optim/schedules/index.ts';
import { withWords } from '../../../src/ui/lanes/Formula.tsx';
import { filledIn } from '../../../src/ui/lanes/FormulaView.tsx';
import { laneParts, usesMore, withOption, withStability } from '../../../src/ui/lanes/laneParts.ts';
import { memoryText } from '../../../src/ui/lanes/OptimizerHelp.tsx';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

function laneOf(lane: Record<string, unknown>): LaneSpec {
  const [parsed] = experiment({ lanes: [lane] }).lanes;
  if (parsed === undefined) throw new RangeError('no lane');
  return parsed;
}

const keys = (parts: readonly { readonly key: string }[]) => parts.map(({ key }) => key);
const nmgd = laneOf({ optimizer: { id: 'nmgd' } });

describe('laneParts', () => {
  it('always shows the learning rate and what is the momentum', () => {
    expect(keys(laneParts(nmgd).always)).toEqual(['lr', 'momentum']);
    expect(keys(laneParts(laneOf({ optimizer: { id: 'adam' } })).always)).toEqual(['lr', 'beta1']);
    expect(keys(laneParts(laneOf({ optimizer: { id: 'nesterov1983' } })).always)).toEqual(['lr']);
    const muon = laneParts(laneOf({ optimizer: { id: 'muon' } }));
    expect(keys(muon.always)).toEqual(['lr', 'momentum']);
    expect(keys(muon.more)).toContain('beta1');
  });

  it('shows what attention needs only while it is on', () => {
    expect(keys(laneParts(nmgd).more)).not.toContain('tau');
    expect(keys(laneParts(nmgd).options)).toEqual(['attention', 'decoupled']);
    const attending = withOption(nmgd, 'attention', true);
    expect(keys(laneParts(attending).more)).toContain('tau');
    expect(keys(laneParts(attending).options)).toEqual(['attention', 'keep', 'headSize', 'decoupled']);
  });

  it('knows whether something out of sight is in use', () => {
    expect(usesMore(nmgd)).toBe(false);
    expect(usesMore(withOption(nmgd, 'attention', true))).toBe(true);
    expect(usesMore(laneOf({ optimizer: { id: 'sgd', weightDecay: 0.1 } }))).toBe(true);
    expect(usesMore(laneOf({ optimizer: { id: 'sgd' }, guard: {} }))).toBe(true);
  });
});

describe('withStability', () => {
  it('switches clipping and guard on and off, with the events that move them', () => {
    const clipped = withStability(nmgd, 'clip.value', 0.5);
    expect(clipped.clip).toEqual({ globalNorm: null, value: 0.5 });
    const both = withStability(clipped, 'guard.factor', 10);
    expect(both).toMatchObject({ clip: { value: 0.5 }, guard: { factor: 10 } });
    const events: LaneEvent[] = [
      { step: 3, set: { 'guard.factor': 5 } },
      { step: 4, set: { 'guard.factor': 6, 'optimizer.lr': 0.1 } },
    ];
    const off = withStability({ ...both, events }, 'guard.factor', null);
    expect(off.guard).toBeNull();
    expect(off.events).toEqual([{ step: 4, set: { 'optimizer.lr': 0.1 } }]);
  });
});

describe('the words of a formula', () => {
  it('are those of the page’s language', () => {
    const guarded = optimizers.map(({ id }) =>
      formulaTex(updateOf(laneOf({ optimizer: { id }, guard: { factor: 4 } }))),
    );
    for (const tex of [...guarded, ...schedules.map(({ formula }) => formula)]) {
      expect(withWords(zh, tex)).not.toMatch(/\\text\{[^}]*[a-z]{3}/);
      expect(withWords(en, tex)).not.toContain('\\text{unless');
    }
  });
});

describe('the formula with values', () => {
  it('has numbers for the hyperparameters and symbols for what is kept', () => {
    const lane = laneOf({ optimizer: { id: 'nesterov', lr: 0.05, momentum: 0.8 } });
    const tex = formulaTex(updateOf(lane), filledIn(lane, new HyperparamTimeline(lane, 100).scheduledAt(0)));
    expect(tex).toContain('v &\\leftarrow 0.8 \\, v');
    expect(tex).toContain('0.05');
    expect(tex).not.toContain('\\eta');
    expect(tex).not.toContain('\\mu');
  });

  it('has the momentum of this step and of the next', () => {
    const hyperparams = new HyperparamTimeline(nmgd, 100).scheduledAt(10);
    const tex = formulaTex(updateOf(nmgd), filledIn(nmgd, hyperparams));
    expect(tex).toContain(String(Number(hyperparams.momentum?.toPrecision(4))));
    expect(tex).toContain(String(Number(hyperparams.momentumNext?.toPrecision(4))));
  });
});

it('says memory and skipped steps', () => {
  expect(memoryText(en, 0, 1000)).toBe('none');
  expect(memoryText(en, 1, null)).toBe('1 number per parameter');
  expect(memoryText(en, 2, 2 ** 20)).toBe('2 numbers per parameter, 8\u202fMiB here');
  expect(memoryText(zh, 2, 2 ** 20)).toBe('每个参数 2 个数，此处 8\u202fMiB');
  expect([0, 1, 1240].map((steps) => en('lanes.card.skipped', { steps }))).toEqual([
    'no steps skipped',
    '1 step skipped',
    '1\u202f240 steps skipped',
  ]);
  expect([0, 1240].map((steps) => zh('lanes.card.skipped', { steps }))).toEqual([
    '未跳过任何步',
    '已跳过 1\u202f240 步',
  ]);
});
