import type { ScheduleDeclaration } from './schedule.ts';

/** The base value throughout. */
export const constant: ScheduleDeclaration<'constant', never, never> = {
  id: 'constant',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [],
  choices: [],
  needsTotalSteps: false,
  formula: '\\eta_t = \\eta',
  source: 'Robbins & Monro 1951',
  valueAt: () => 1,
};
