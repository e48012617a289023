import { formatPercent, formatWhole } from '../../core/format.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import type { LaneIssue } from '../../race/lane-issue.ts';
import { laneIssue } from '../../store/lane-issue.ts';
import { isLastEvaluation } from '../../store/race-progress.ts';
import { hasBegun, laneRun, latestRace } from '../../store/rounds.ts';
import { standingsNow, verdictNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';
import { plainText, raceWords, verdictTitle, verdictWhy } from '../results/verdictWords.ts';
import { roundText } from './roundText.ts';

/** The state of the run in words; the same as long as nothing but the step changes. */
export function announcement(run: RunSlice): string {
  const { state, step, spec, waiting } = run;
  const only = spec.lanes.length === 1 ? laneRun(run, 0) : null;
  const diverged = only?.divergence;
  if (diverged) return `Diverged at step ${formatWhole(diverged.step)}.`;
  if (state === 'finished') return finishedText(run, only?.test ?? null);
  if (state === 'failed') return ''; // the banner is an alert of its own
  if (isLastEvaluation(run))
    return run.evaluating === 'test' ? 'Evaluating on the test set.' : 'Evaluating on held-out images.';
  const round = roundText(run);
  if (state === 'paused' && hasBegun(run)) {
    return `Paused at step ${formatWhole(step)}${round === null ? '' : `: ${round.what}`}.`;
  }
  if (state === 'running')
    return waiting ?? (round === null ? 'Training.' : `${round.what}, ${round.detail}.`);
  return '';
}

function finishedText(run: RunSlice, test: Evaluation | null): string {
  if (run.spec.lanes.length > 1) {
    const verdict = verdictNow(run);
    const words = raceWords(run);
    return `Finished. ${verdictTitle(verdict, words)}. ${plainText(verdictWhy(verdict, words))}`.trim();
  }
  return test ? `Finished: test accuracy ${formatPercent(test.accuracy)}.` : 'Finished.';
}

/** What is true of a race so far, each as a sentence: who leads, who reached the target, who diverged or
 * does not learn. None of one lane. */
export function raceFacts(run: RunSlice): readonly string[] {
  if (run.spec.lanes.length < 2) return [];
  const lanes = run.spec.lanes.flatMap(({ name }, lane) => {
    const { targetStep, divergence, state } = laneRun(run, lane);
    const seed = run.spec.seeds > 1 ? latestRace(run, lane)?.round.round.seed : undefined;
    const of = seed === undefined ? '' : ` of seed ${formatWhole(seed)}`;
    return [
      ...(targetStep === null ? [] : [`${name} reached the target at step ${formatWhole(targetStep)}${of}.`]),
      ...(divergence === null ? [] : [`${name} diverged at step ${formatWhole(divergence.step)}${of}.`]),
      ...idleFacts(name, laneIssue(run, lane), of),
      ...(state === 'stopped' && run.state === 'running' ? [`${name} was stopped.`] : []),
    ];
  });
  const first = standingsNow(run, 0).filter(({ place }) => place === 1);
  const [leader] = first.length === 1 ? first : [];
  return leader ? [...lanes, `${leader.name} leads.`] : lanes;
}

function idleFacts(name: string, issue: LaneIssue | null, of: string): readonly string[] {
  if (issue === null || issue.id === 'diverged') return [];
  const { id, step } = issue;
  const at = `at step ${formatWhole(step)}${of}`;
  return [id === 'collapsed' ? `${name} collapsed to a guess ${at}.` : `${name} is not learning ${at}.`];
}
