import { yesOrNo } from '../../core/setting.ts';
import { parameter } from '../parameter.ts';
import { lineBetween } from './anneal.ts';
import { final } from './final.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Warm-up, stable, decay; the warm-up is the one that may stand in front of any schedule.
 *   η_t = η for t < (1 − d) T;   then η (1 + (f − 1) x), x = (t − (1 − d) T) / (d T), or √x for x;   η f from T on
 * T counts from the end of the warm-up.
 * Differs: no scheduler of PyTorch; MiniCPM decays exponentially, √x is what Hägele et al. found best.
 */
export const warmupStableDecay: ScheduleDeclaration<'warmup-stable-decay', 'decay' | 'final', 'root'> = {
  id: 'warmup-stable-decay',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'decay',
      symbol: 'd',
      default: 0.2,
      min: 0,
      max: 1,
      scale: 'linear',
      unit: 'run',
      valid: { min: 0, max: 1 },
    }),
    final,
  ],
  choices: [{ key: 'root', ...yesOrNo(false) }],
  needsTotalSteps: true,
  formula: '\\eta_t = \\eta \\left(1 - (1-f)\\,\\max(0,\\, \\tfrac{t - (1-d)T}{dT})\\right)',
  source: 'Hu et al. 2024 (MiniCPM); Hägele et al. 2024',
  valueAt(t, totalSteps, { decay, final: end }, { root }) {
    const start = (1 - decay) * totalSteps;
    if (t >= totalSteps) return end;
    if (t < start) return 1;
    const x = (t - start) / (totalSteps - start);
    return lineBetween(1, end, root ? Math.sqrt(x) : x);
  },
};
