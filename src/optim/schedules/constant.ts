import type { ScheduleDeclaration } from './schedule.ts';

/** The base value throughout. */
export const constant: ScheduleDeclaration<'constant'> = {
  id: 'constant',
  name: 'Constant',
  help: 'Keeps the value where the slider is.',
  parameters: [],
  needsHorizon: false,
  formula: '\\eta_t = \\eta',
  source: 'Robbins & Monro 1951 for why it is often not enough',
  factorAt: () => 1,
};
