import { describe, expect, it } from 'vitest';
import { add, assign, mul, sub } from '../../../src/core/expr.ts';
import { exprToTex } from '../../../src/core/tex.ts';
import { chain, lower } from '../../../src/optim/chain.ts';
import type { OptimizerId } from '../../../src/optim/index.ts';
import { optimizerById, optimizers } from '../../../src/optim/index.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { LaneUpdate, Plan } from '../../../src/optim/plan.ts';
import type { OptionValues, Stage, Transform } from '../../../src/optim/transform.ts';

function planOf(id: OptimizerId, options: OptionValues = {}, lane: Partial<LaneUpdate> = {}): Plan {
  const optimizer = optimizerById(id);
  const off = { clipsNorm: false, clipsValue: false, guarded: false };
  return chain({ optimizer, options: { ...defaultOptions(optimizer), ...options }, ...off, ...lane });
}

const name = (symbol: string): string => symbol;

/** Stages as short text: `reduce`, `guard`, or the groups with what they write. */
const outline = ({ stages }: Plan): string[] =>
  stages.map((stage) => {
    if (stage.kind === 'reduce')
      return `reduce ${stage.into}, ${stage.finish.map(({ target }) => target).join(' ')}`;
    if (stage.kind === 'custom-op') return stage.op.id;
    return `${stage.parts.map(({ group }) => group).join('+')} writes ${stage.writes.join(' ')}`;
  });

describe('chain', () => {
  it('lowers Adam to one program whose expressions of the host are host scalars', () => {
    const { hostScalars, stages, slots, stepScalars, memoryPerParameter, guarded, grouped } = planOf('adam');
    expect(
      hostScalars.map((hostScalar) => `${hostScalar.name} = ${exprToTex(hostScalar.value, name)}`),
    ).toMatchInlineSnapshot(`
      [
        "weightDecay = weightDecay",
        "beta1 = beta1",
        "h1 = 1 - beta1",
        "beta2 = beta2",
        "h2 = 1 - beta2",
        "h3 = \\frac{lr}{1 - beta1^{t}}",
        "h4 = \\frac{1}{\\sqrt{1 - beta2^{t}}}",
        "eps = eps",
      ]
    `);
    const [stage] = stages;
    const program = stage?.kind === 'elementwise' ? (stage.parts[0]?.program ?? []) : [];
    expect(
      program.map(({ target, value }) => `${target} ← ${exprToTex(value, name)}`),
    ).toMatchInlineSnapshot(`
      [
        "g ← g + weightDecay \\, theta",
        "m ← beta1 \\, m + h1 \\, g",
        "s ← beta2 \\, s + h2 \\, g^{2}",
        "theta ← theta - h3 \\, \\frac{m}{\\sqrt{s} \\, h4 + eps}",
      ]
    `);
    expect(slots.map((slot) => slot.name)).toEqual(['m', 's']);
    expect({ stepScalars, memoryPerParameter, guarded, grouped, stages: stages.length }).toEqual({
      stepScalars: [],
      memoryPerParameter: 2,
      guarded: false,
      grouped: false,
      stages: 1,
    });
  });

  it.each(optimizers.filter(({ id }) => id !== 'muon'))('$id is one pass over the weights', ({ id }) => {
    for (const decoupled of [false, true]) {
      expect(outline(planOf(id, { decoupled }))).toEqual([expect.stringMatching(/^all writes theta/)]);
    }
    expect(outline(planOf(id, {}, { clipsNorm: true, clipsValue: true }))).toHaveLength(2);
  });

  it('works the norm out once for guard and clipping, before both', () => {
    const plan = planOf('sgd', {}, { guarded: true, clipsNorm: true, clipsValue: true });
    expect(outline(plan)).toEqual(['reduce norm, norm clipFactor', 'guard', 'all writes theta']);
    expect(plan.stepScalars).toEqual(['norm', 'clipFactor', 'accepted']);
    expect(plan.guarded).toBe(true);
    expect(plan.hostScalars.map((hostScalar) => hostScalar.name)).toEqual([
      'clipNorm',
      'guardFactor',
      'h1',
      'clipValue',
      'weightDecay',
      'lr',
    ]);
  });

  it('stores the gradient only where it is read again', () => {
    const plan = planOf('nmgd', { attention: true, keep: 3 }, { clipsValue: true });
    expect(outline(plan)).toEqual(['all writes g', 'attention', 'all writes theta v']);
    expect(plan.hostScalars.map((hostScalar) => hostScalar.name)).toContain('tau');
    expect(plan.memoryPerParameter).toBe(4);
  });

  it('runs the programs of two groups side by side', () => {
    expect(outline(planOf('muon'))).toEqual([
      'matrices writes g m',
      'orthogonalize',
      'matrices+others writes theta m s',
    ]);
    expect(outline(planOf('muon', {}, { clipsNorm: true }))).toEqual([
      'reduce norm, norm clipFactor',
      'matrices+others writes g m',
      'orthogonalize',
      'matrices+others writes theta m s',
    ]);
    expect(planOf('muon').grouped).toBe(true);
  });

  it.each(['nesterov', 'nmgd', 'muon'] as const)('%s reads the momentum of the next step', (id) => {
    expect(planOf(id).hostScalars.map((hostScalar) => hostScalar.name)).toContain('momentumNext');
  });
});

describe('chain refuses', () => {
  const elementwise = (...program: Extract<Stage, { kind: 'elementwise' }>['program']): Transform => ({
    stages: [{ kind: 'elementwise', program }],
  });
  const reduce = (sum: string): Transform => ({
    stages: [{ kind: 'reduce', sum: mul(sum, sum), into: 'total', finish: [] }],
  });

  it.each<readonly [string, readonly Transform[], string]>([
    ['a name that nothing assigned', [elementwise(assign('theta', add('theta', 'u')))], 'reads u'],
    [
      'a name of another transform',
      [elementwise(assign('u', 'g')), elementwise(assign('g', 'u'))],
      'reads u',
    ],
    ['a step scalar before its reduce', [elementwise(assign('g', 'total')), reduce('g')], 'reads total'],
    ['an assignment to a host scalar', [elementwise(assign('lr', 'g'))], 'lr is a host scalar'],
    ['an assignment to a hoisted scalar', [elementwise(assign('h1', 'g'))], 'h1 is a host scalar'],
    ['a slot named as a host scalar', [{ slots: [{ name: 'lr', symbol: 'l' }], stages: [] }], 'lr is both'],
    ['two sums of one name', [reduce('g'), reduce('theta')], 'the same sum'],
    [
      'a recurrence of what is no host scalar',
      [{ recurrences: [{ name: 'p', symbol: 'p', initial: 1, value: sub('p', 'g') }], stages: [] }],
      'reads g',
    ],
  ])('%s', (_, transforms, message) => {
    expect(() => lower(transforms, ['lr', 't'])).toThrow(message);
  });
});
