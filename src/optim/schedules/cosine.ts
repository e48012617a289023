import { cosineBetween } from './anneal.ts';
import { final } from './final.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Cosine annealing.
 *   η_t = η (f + (1 − f) (1 + cos(π t / T)) / 2), held at η f after T
 * Differs: PyTorch's CosineAnnealingLR does not clamp t and rises again after T (`cosine-restarts` with `bounces` does
 * so too); its eta_min is f η.
 */
export const cosine: ScheduleDeclaration<'cosine', 'final', never> = {
  id: 'cosine',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [final],
  choices: [],
  needsTotalSteps: true,
  formula:
    '\\eta_t = \\eta \\left(f + (1-f)\\,\\tfrac{1}{2}\\left(1 + \\cos \\tfrac{\\pi t}{T}\\right)\\right)',
  source: 'Loshchilov & Hutter 2017',
  valueAt: (t, totalSteps, { final: end }) => cosineBetween(1, end, Math.min(t, totalSteps) / totalSteps),
};
