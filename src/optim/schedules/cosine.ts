import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Cosine annealing.
 *   η_t = η (f + (1 − f) (1 + cos(π t / T)) / 2), held at η f after T
 * Differs: PyTorch's CosineAnnealingLR does not clamp t and rises again after T; its eta_min is f η.
 * Source: Loshchilov & Hutter 2017 (without restarts).
 */
export const cosine: ScheduleDeclaration<'cosine'> = {
  id: 'cosine',
  name: 'Cosine',
  help: 'Starts at the slider’s value and falls along half a cosine to the end of the run.',
  parameters: [
    {
      key: 'final',
      label: 'ends at',
      symbol: 'f',
      default: 0,
      min: 0,
      max: 1,
      scale: 'linear',
      help: 'The fraction of the value that is left at the end.',
      valid: { min: 0, max: 1 },
    },
  ],
  needsHorizon: true,
  formula:
    '\\eta_t = \\eta \\left(f + (1-f)\\,\\tfrac{1}{2}\\left(1 + \\cos \\tfrac{\\pi t}{T}\\right)\\right)',
  source: 'Loshchilov & Hutter 2017',
  factorAt: (t, horizon, { final = 0 }) =>
    final + ((1 - final) * (1 + Math.cos((Math.PI * Math.min(t, horizon)) / horizon))) / 2,
};
