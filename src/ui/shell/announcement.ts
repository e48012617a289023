import { noteTexts } from '../../messages/diagnostics.ts';
import { plainText } from '../../messages/phrase.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import { headlineText, reasonsPhrase } from '../../messages/verdict.ts';
import { waitText } from '../../messages/wait.ts';
import type { Evaluation } from '../../protocol/training-facts.ts';
import { headlineOf, reasonsOf } from '../../race/conclusion.ts';
import type { LaneIssue } from '../../race/lane-issue.ts';
import { laneIssue } from '../../store/lane-issue.ts';
import { laneNotes } from '../../store/layer-statistics.ts';
import { isLastEvaluation } from '../../store/race-progress.ts';
import { hasBegun, isOver, laneRun, latestRace } from '../../store/rounds.ts';
import { standingsNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';
import { verdictNow } from '../../store/verdict.ts';
import { roundText } from './roundText.ts';

/** The state of the run in words; the same as long as nothing but the step changes. */
export function announcement(t: Translator, run: RunSlice): string {
  const { state, step, displaySpec: spec, waiting } = run;
  const only = spec.lanes.length === 1 ? laneRun(run, 0) : null;
  const diverged = only?.divergence;
  const { whole } = t.format;
  if (diverged) return t('shell.announce.diverged', { step: whole(diverged.step) });
  if (state === 'finished') return finishedText(t, run, only?.test ?? null);
  if (state === 'failed') return ''; // the banner is an alert of its own
  if (isLastEvaluation(run)) {
    return t(run.evaluating === 'test' ? 'shell.announce.test' : 'shell.announce.validation');
  }
  const round = roundText(t, run);
  if (state === 'paused' && hasBegun(run)) {
    return round === null
      ? t('shell.announce.paused', { step: whole(step) })
      : t('shell.announce.pausedIn', { step: whole(step), round: round.what });
  }
  if (state !== 'running') return '';
  if (waiting !== null) return waitText(t, waiting);
  return round === null
    ? t('shell.announce.training')
    : t('shell.announce.round', { round: round.what, detail: round.detail });
}

function finishedText(t: Translator, run: RunSlice, test: Evaluation | null): string {
  if (run.displaySpec.lanes.length > 1) {
    const verdict = verdictNow(run);
    const { lanes, seeds, training } = run.displaySpec;
    const status = { planned: seeds, isOver: isOver(run) };
    const race = { lanes: lanes.map(({ name }) => name), target: training.target };
    const headline = headlineText(t, headlineOf(verdict, status), race);
    const why = plainText(reasonsPhrase(t, reasonsOf(verdict, status, lanes.length), race));
    return joinSentences(t, t('verdict.finished', { headline }), why);
  }
  if (test === null) return t('shell.announce.finished');
  return t('shell.announce.tested', { accuracy: t.format.percent(test.accuracy) });
}

/** What can be announced once: by its id it is known again, also where its text has changed. */
export interface Announcement {
  readonly id: string;
  readonly text: string;
}

/** What is true of a race so far: who leads, who reached the target, who diverged or does not learn. None of one lane. */
export function raceFacts(t: Translator, run: RunSlice): readonly Announcement[] {
  if (run.displaySpec.lanes.length < 2) return [];
  const lanes = run.displaySpec.lanes.flatMap(({ name: lane, styleIndex }, index) => {
    const { targetStep, divergence, state } = laneRun(run, index);
    const seed = run.displaySpec.seeds > 1 ? latestRace(run, index)?.round.seed : undefined;
    const at = (event: LaneEvent, step: number): Announcement => ({
      id: `${event}:${styleIndex}:${seed ?? ''}:${step}`,
      text: eventText(t, event, lane, step, seed),
    });
    return [
      ...(targetStep === null ? [] : [at('target', targetStep)]),
      ...(divergence === null ? [] : [at('laneDiverged', divergence.step)]),
      ...idleEvents(laneIssue(run, index)).map(({ event, step }) => at(event, step)),
      ...(state === 'stopped' && run.state === 'running'
        ? [{ id: `stopped:${styleIndex}`, text: t('shell.announce.stopped', { lane }) }]
        : []),
    ];
  });
  const first = standingsNow(run, 0).filter(({ place }) => place === 1);
  const [leader] = first.length === 1 ? first : [];
  if (!leader) return lanes;
  return [...lanes, { id: `leads:${leader.name}`, text: t('shell.announce.leads', { lane: leader.name }) }];
}

type LaneEvent = 'target' | 'laneDiverged' | 'collapsed' | 'notLearning';

function idleEvents(
  issue: LaneIssue | null,
): readonly { readonly event: LaneEvent; readonly step: number }[] {
  if (issue === null || issue.id === 'diverged') return [];
  return [{ event: issue.id === 'collapsed' ? 'collapsed' : 'notLearning', step: issue.step }];
}

function eventText(
  t: Translator,
  event: LaneEvent,
  lane: string,
  at: number,
  seed: number | undefined,
): string {
  const step = t.format.whole(at);
  return seed === undefined
    ? t(`shell.announce.${event}`, { lane, step })
    : t(`shell.announce.${event}At`, { lane, step, seed: t.format.whole(seed) });
}

/** What is the matter with layers: the id is the lane and what is wrong, since the layers may change without being news. */
export function diagnosticFacts(t: Translator, run: RunSlice): readonly Announcement[] {
  const { lanes } = run.displaySpec;
  return lanes.flatMap(({ name, styleIndex }, lane) =>
    laneNotes(run, lane).map((note) => {
      const { fact } = noteTexts(t, note);
      const text = lanes.length > 1 ? t('shell.announce.ofLane', { lane: name, fact }) : fact;
      return { id: `${styleIndex}:${note.kind}`, text };
    }),
  );
}
