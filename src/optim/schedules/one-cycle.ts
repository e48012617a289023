import { parameter } from '../parameter.ts';
import { cycleChoices, phaseValue } from './phases.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { shareRun } from './schedule.ts';

/**
 * One cycle: up to the slider's value, and down to almost nothing.
 *   from η / d at step 0 to η at step r T − 1 and to η / (d e) at step T − 1; with three phases to η / d at 2 r T − 2
 * Differs: PyTorch's OneCycleLR takes the peak as max_lr and ignores the optimizer's own learning rate; it moves the
 * momentum too, which here is the schedule `one-cycle-momentum` of the momentum.
 */
export const oneCycle: ScheduleDeclaration<
  'one-cycle',
  'rise' | 'startDivisor' | 'finalDivisor',
  'linear' | 'threePhase'
> = {
  id: 'one-cycle',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
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
    parameter({
      key: 'startDivisor',
      symbol: 'd',
      default: 25,
      min: 1,
      max: 1000,
      scale: 'log',
      valid: { min: 0, exclusiveMin: true },
    }),
    parameter({
      key: 'finalDivisor',
      symbol: 'e',
      default: 10_000,
      min: 1,
      max: 1e6,
      scale: 'log',
      valid: { min: 0, exclusiveMin: true },
    }),
  ],
  choices: cycleChoices,
  needsTotalSteps: true,
  formula:
    '\\tfrac{\\eta}{d} \\;\\xrightarrow{\\;rT\\;}\\; \\eta \\;\\xrightarrow{\\;T\\;}\\; \\tfrac{\\eta}{d\\,e}',
  source: 'Smith & Topin 2018; PyTorch OneCycleLR',
  overruns: (_, { rise }, { threePhase }) => shareRun(['rise'], threePhase ? 2 * rise : rise),
  valueAt(t, totalSteps, { rise, startDivisor, finalDivisor }, { linear, threePhase }) {
    const start = 1 / startDivisor;
    const end = start / finalDivisor;
    const up = { end: rise * totalSteps - 1, from: start, to: 1 };
    const phases = threePhase
      ? [
          up,
          { end: 2 * rise * totalSteps - 2, from: 1, to: start },
          { end: totalSteps - 1, from: start, to: end },
        ]
      : [up, { end: totalSteps - 1, from: 1, to: end }];
    return phaseValue(phases, t, linear);
  },
};
