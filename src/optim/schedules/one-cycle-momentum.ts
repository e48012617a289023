import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import { cycleChoices, phaseValue } from './phases.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { shareRun } from './schedule.ts';

const bound = (key: 'low' | 'high', symbol: string, fallback: number): Parameter<'low' | 'high'> =>
  parameter({
    key,
    symbol,
    default: fallback,
    min: 0,
    max: 0.999,
    scale: 'oneMinus',
    valid: { min: 0, max: 1, exclusiveMax: true },
  });

/**
 * The momentum of one cycle: low where the learning rate of `one-cycle` is high.
 *   from h at step 0 to l at step r T − 1 and back to h at step T − 1; with three phases back to h at 2 r T − 2
 * Differs: PyTorch moves it in the same OneCycleLR (base_momentum l, max_momentum h); β₁ in Adam.
 */
export const oneCycleMomentum: ScheduleDeclaration<
  'one-cycle-momentum',
  'low' | 'high' | 'rise',
  'linear' | 'threePhase'
> = {
  id: 'one-cycle-momentum',
  moves: ['momentum'],
  replacesBase: true,
  parameters: [
    bound('low', 'l', 0.85),
    bound('high', 'h', 0.95),
    parameter({
      key: 'rise',
      symbol: 'r',
      default: 0.3,
      min: 0.05,
      max: 0.95,
      scale: 'linear',
      unit: 'run',
      valid: { min: 0, max: 1 },
    }),
  ],
  choices: cycleChoices,
  needsTotalSteps: true,
  formula: 'h \\;\\xrightarrow{\\;rT\\;}\\; l \\;\\xrightarrow{\\;T\\;}\\; h',
  source: 'Smith & Topin 2018; PyTorch OneCycleLR',
  overruns: (_, { rise }, { threePhase }) => shareRun(['rise'], threePhase ? 2 * rise : rise),
  valueAt(t, totalSteps, { low, high, rise }, { linear, threePhase }) {
    const down = { end: rise * totalSteps - 1, from: high, to: low };
    const phases = threePhase
      ? [
          down,
          { end: 2 * rise * totalSteps - 2, from: low, to: high },
          { end: totalSteps - 1, from: high, to: high },
        ]
      : [down, { end: totalSteps - 1, from: low, to: high }];
    return phaseValue(phases, t, linear);
  },
};
