import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { endsWithin } from './schedule.ts';
import { dropFactor } from './step.ts';

type Milestone = 'first' | 'second' | 'third';

const milestone = (key: Milestone, n: number, fallback: number): Parameter<Milestone> =>
  parameter({
    key,
    symbol: `p_${n}`,
    default: fallback,
    min: 0,
    max: 1,
    scale: 'linear',
    unit: 'run',
    valid: { min: 0, max: 1 },
  });

/**
 * Drops at up to three places of the run.
 *   η_t = η γ^(how many of round(p₁ T), round(p₂ T), round(p₃ T) are ≤ t)
 * Differs: PyTorch's MultiStepLR takes the milestones as steps, and any number of them.
 */
export const multiStep: ScheduleDeclaration<'multi-step', Milestone | 'factor', never> = {
  id: 'multi-step',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [
    milestone('first', 1, 0.5),
    milestone('second', 2, 0.75),
    milestone('third', 3, 1),
    { ...dropFactor, default: 0.1, min: 0.01 },
  ],
  choices: [],
  needsTotalSteps: true,
  formula: '\\eta_t = \\eta \\, \\gamma^{\\,\\#\\{i \\,:\\, p_i T \\le t\\}}',
  source: 'PyTorch MultiStepLR; He et al. 2016',
  overruns: (room, { first, second, third }) =>
    Object.entries({ first, second, third }).flatMap(([key, place]) =>
      place === 1 ? [] : endsWithin(key as Milestone, Math.round(place * room), room),
    ),
  valueAt: (t, totalSteps, { first, second, third, factor }) =>
    factor ** [first, second, third].filter((place) => Math.round(place * totalSteps) <= t).length,
};
