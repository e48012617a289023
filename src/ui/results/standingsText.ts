import { formatLoss, formatPoints } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { stepsText } from '../../race/words.ts';

type Ranked = Pick<Standing, 'place' | 'state' | 'stepsToTarget' | 'gap'>;

/** `700`; before that `not yet`, and at the end what became of it. */
export function stepsToTargetText({ state, stepsToTarget }: Ranked, target: Target | null): string {
  if (stepsToTarget !== null) return stepsText(stepsToTarget);
  if (target === null || state === 'ready') return '–';
  return state === 'running' ? 'not yet' : 'not reached';
}

/** How far behind the leader: `+250` steps, `−4.1 pt` of accuracy, `+0.120` of loss. */
export function gapText({ place, gap }: Ranked): string {
  if (place === null) return '–';
  if (gap === null) return place === 1 ? 'leader' : '–';
  if (gap.value === 0) return 'level';
  if (gap.unit === 'steps') return `+${stepsText(gap.value)}`;
  if (gap.unit === 'loss') return `+${formatLoss(gap.value)}`;
  return `−${formatPoints(gap.value)}`;
}
