import type { Keyed, SwitchSetting } from '../../core/setting.ts';
import { yesOrNo } from '../../core/setting.ts';
import { cosineBetween, lineBetween } from './anneal.ts';

/** A stretch of a cycle, from where the one before it ended to step `end`, which need not be whole. */
export interface Phase {
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** The two choices of PyTorch's OneCycleLR. */
export const cycleChoices: readonly Keyed<SwitchSetting, 'linear' | 'threePhase'>[] = [
  { key: 'linear', ...yesOrNo(false) },
  { key: 'threePhase', ...yesOrNo(false) },
];

/** The value at step t of phases that follow one another; after the last it stays. As PyTorch's OneCycleLR. */
export function phaseValue(phases: readonly Phase[], t: number, linear: boolean): number {
  const phase = phases.findIndex(({ end }) => t <= end);
  const index = phase === -1 ? phases.length - 1 : phase;
  const { end, from, to } = phases[index] ?? { end: 0, from: 0, to: 0 };
  const start = phases[index - 1]?.end ?? 0;
  const x = end > start ? Math.min((t - start) / (end - start), 1) : 1;
  return linear ? lineBetween(from, to, x) : cosineBetween(from, to, x);
}
