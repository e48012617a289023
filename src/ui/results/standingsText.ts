import { formatLoss, formatPercent, formatPoints, withUnit } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { stepsText } from '../../race/words.ts';

type StandingRow = Pick<Standing, 'place' | 'state' | 'stepsToTarget' | 'gap'>;

/** `700`; before that `not yet`, and at the end what became of it. */
export function stepsToTargetText({ state, stepsToTarget }: StandingRow, target: Target | null): string {
  if (stepsToTarget !== null) return stepsText(stepsToTarget);
  if (target === null || state === 'ready') return '–';
  return state === 'running' ? 'not yet' : 'not reached';
}

/** An accuracy that is not read as the target before it is that; `–` where there is none. */
export function accuracyText(accuracy: number | null, target: Target | null): string {
  if (accuracy === null) return '–';
  return formatPercent(accuracy, 1, target?.metric === 'validationAccuracy' ? target.value : 1);
}

/** The best of the metric that lanes are ranked by. */
export function bestText({ best }: Pick<Standing, 'best'>, target: Target | null): string {
  if (target?.metric !== 'validationLoss') return accuracyText(best, target);
  return best === null ? '–' : formatLoss(best);
}

/** How far behind the leader: `+250 steps`, or in the best of the metric: `−4.1 pt` of accuracy, `+0.120` of loss. */
export function gapText({ place, gap }: StandingRow): string {
  if (place === null) return '–';
  if (gap === null) return place === 1 ? 'leader' : '–';
  if (gap.value === 0) return 'level';
  if (gap.unit === 'steps') return withUnit(`+${stepsText(gap.value)}`, gap.value === 1 ? 'step' : 'steps');
  if (gap.unit === 'loss') return `+${formatLoss(gap.value)}`;
  return `−${formatPoints(gap.value)}`;
}
