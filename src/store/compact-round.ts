import type { LaneSeries } from './series.ts';
import type { RoundState } from './state.ts';

/**
 * Trims a round that is over to the memory it needs: eight lanes over five seeds of 20 000 steps take some 25 MB. Of the
 * confusion matrices it keeps the last on each split, which alone are shown.
 */
export function compactRound(round: RoundState): RoundState {
  for (const { series } of round.entries) {
    series.trim();
    discardConfusions(series);
  }
  return round;
}

function discardConfusions({ evaluations }: LaneSeries): void {
  evaluations.forEach((evaluation, i) => {
    const isLast = !evaluations.slice(i + 1).some(({ split }) => split === evaluation.split);
    if (!isLast) evaluations[i] = { ...evaluation, confusion: [] };
  });
}
