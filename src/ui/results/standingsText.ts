import { stepsText } from '../../messages/race-figures.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Target } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';

type StandingRow = Pick<Standing, 'place' | 'state' | 'stepsToTarget' | 'gap'>;

/** `700`; before that `not yet`, and at the end what became of it. */
export function stepsToTargetText(
  t: Translator,
  { state, stepsToTarget }: StandingRow,
  target: Target | null,
): string {
  if (stepsToTarget !== null) return stepsText(t, stepsToTarget);
  if (target === null || state === 'ready') return '–';
  return t(state === 'running' ? 'results.standings.notYet' : 'results.standings.notReached');
}

/** An accuracy that is not read as the target before it is that; `–` where there is none. */
export function accuracyText(t: Translator, accuracy: number | null, target: Target | null): string {
  if (accuracy === null) return '–';
  return t.format.percent(accuracy, 1, target?.metric === 'validationAccuracy' ? target.value : 1);
}

/** The best of the metric that lanes are ranked by. */
export function bestText(t: Translator, { best }: Pick<Standing, 'best'>, target: Target | null): string {
  if (target?.metric !== 'validationLoss') return accuracyText(t, best, target);
  return best === null ? '–' : t.format.measured(best);
}

/** How far behind the leader: `+250 steps`, or in the best of the metric: `−4.1 pt` of accuracy, `+0.120` of loss. */
export function gapText(t: Translator, { place, gap }: StandingRow): string {
  if (place === null) return '–';
  if (gap === null) return place === 1 ? t('results.standings.leader') : '–';
  if (gap.value === 0) return t('results.standings.level');
  if (gap.unit === 'steps')
    return t('results.standings.behind', { steps: stepsText(t, gap.value), count: gap.value });
  if (gap.unit === 'loss') return `+${t.format.measured(gap.value)}`;
  return `−${t.format.points(gap.value)}`;
}
