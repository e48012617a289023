import { formatPercent, formatWhole } from '../../core/format.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import { verdictNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';
import { standingsOnce } from '../standingsOnce.ts';

/** The state of the run in words; the same as long as nothing but the step changes. */
export function announcement(run: RunSlice): string {
  const { state, step, lanes, waiting } = run;
  const [only] = lanes.length === 1 ? lanes : [];
  const diverged = only?.divergence;
  if (diverged) return `Diverged at step ${formatWhole(diverged.step)}.`;
  if (state === 'finished') return finishedText(run, only?.test ?? null);
  if (state === 'failed') return ''; // the banner is an alert of its own
  if (state === 'paused' && step > 0) return `Paused at step ${formatWhole(step)}.`;
  if (state === 'running') return waiting ?? 'Training.';
  return '';
}

function finishedText(run: RunSlice, test: Evaluation | null): string {
  if (run.lanes.length > 1) return `Finished. ${verdictNow(run).text}.`;
  return test ? `Finished: test accuracy ${formatPercent(test.accuracy)}.` : 'Finished.';
}

/** What is true of a race so far, each as a sentence: who leads, who reached the target, who diverged. None of one lane. */
export function raceFacts(run: RunSlice): readonly string[] {
  if (run.lanes.length < 2) return [];
  const nameOf = (lane: number): string => run.spec.lanes[lane]?.name ?? '';
  const lanes = run.lanes.flatMap(({ targetStep, divergence }, i) => [
    ...(targetStep === null ? [] : [`${nameOf(i)} reached the target at step ${formatWhole(targetStep)}.`]),
    ...(divergence === null ? [] : [`${nameOf(i)} diverged at step ${formatWhole(divergence.step)}.`]),
  ]);
  const first = standingsOnce(run, 0).filter(({ place }) => place === 1);
  const [leader] = first.length === 1 ? first : [];
  return leader ? [...lanes, `${leader.name} leads.`] : lanes;
}
