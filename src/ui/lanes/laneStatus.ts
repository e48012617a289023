import { formatWhole } from '../../core/format.ts';
import type { RunState } from '../../protocol/messages.ts';
import type { LaneIssue } from '../../race/lane-issue.ts';
import type { Standing } from '../../race/standings.ts';
import { stepsText } from '../../race/words.ts';
import type { LaneRun } from '../../store/state.ts';

export type StatusKind =
  | 'ready'
  | 'tuning'
  | 'building'
  | 'running'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'target'
  | 'short'
  | 'diverged'
  | 'notLearning'
  | 'collapsed'
  | 'failed';

export interface LaneStatus {
  readonly kind: StatusKind;
  readonly text: string;
  readonly tone: 'neutral' | 'good' | 'bad';
}

/**
 * The state of a lane as its badge says it. `started`: a step was taken; `races`: it has a target to reach, and others
 * to reach it before; `tries`: while its learning rate is tuned, how many are tried and how many there are; `issue`: what
 * is wrong with it.
 */
export function laneStatus(
  run: RunState,
  lane: Pick<LaneRun, 'state' | 'divergence' | 'targetStep'>,
  started: boolean,
  races = false,
  tries: { readonly begun: number; readonly all: number } | null = null,
  issue: LaneIssue['id'] | null = null,
): LaneStatus {
  if (tries !== null && run !== 'failed') {
    return { kind: 'tuning', text: `Tuning: ${tries.begun} of ${tries.all}`, tone: 'neutral' };
  }
  if (lane.state === 'diverged') return { kind: 'diverged', text: 'Diverged', tone: 'bad' };
  if (run === 'failed') return { kind: 'failed', text: 'Failed', tone: 'bad' };
  if (lane.targetStep !== null) {
    return { kind: 'target', text: `Target at step ${formatWhole(lane.targetStep)}`, tone: 'good' };
  }
  if (issue === 'notLearning') return { kind: issue, text: 'Not learning', tone: 'bad' };
  if (issue === 'collapsed') return { kind: issue, text: 'Collapsed', tone: 'bad' };
  if (lane.state === 'finished' && races) return { kind: 'short', text: 'Did not finish', tone: 'neutral' };
  if (lane.state === 'finished') return { kind: 'finished', text: 'Finished', tone: 'neutral' };
  if (lane.state === 'stopped') return { kind: 'stopped', text: 'Stopped', tone: 'neutral' };
  if (run === 'running') return { kind: 'running', text: 'Running', tone: 'neutral' };
  if (run === 'building') return { kind: 'building', text: 'Building', tone: 'neutral' };
  if (run === 'finished') return { kind: 'finished', text: 'Finished', tone: 'neutral' };
  return started
    ? { kind: 'paused', text: 'Paused', tone: 'neutral' }
    : { kind: 'ready', text: 'Ready', tone: 'neutral' };
}

/**
 * The same of a lane raced at several seeds: what it came to over those that are decided, and never the last of them for
 * all. `lane`: at the seed under way; `seed`: which that is, null once all is over; `issue`: at the seed under way.
 */
export function seedsStatus(
  run: RunState,
  lane: Pick<LaneRun, 'state' | 'divergence' | 'targetStep'>,
  standing: Pick<Standing, 'state' | 'stepsToTarget' | 'seeds' | 'isWhole'>,
  seed: number | null,
  issue: LaneIssue['id'] | null = null,
): LaneStatus {
  const { state, stepsToTarget, isWhole } = standing;
  const { decided, reached, diverged } = standing.seeds;
  if (run === 'failed') return laneStatus(run, lane, true);
  if (!isWhole || state === 'stopped' || (seed !== null && lane.state === 'stopped')) {
    return { kind: 'stopped', text: 'Stopped', tone: 'neutral' };
  }
  if (seed !== null && lane.state === 'diverged') {
    return { kind: 'diverged', text: `Diverged at seed ${formatWhole(seed)}`, tone: 'bad' };
  }
  if (stepsToTarget !== null) {
    return { kind: 'target', text: `Median step ${stepsText(stepsToTarget)}`, tone: 'good' };
  }
  if (seed !== null) return laneStatus(run, { ...lane, targetStep: null }, true, false, null, issue);
  if (state === 'diverged') {
    return { kind: 'diverged', text: `Diverged in ${diverged} of ${decided}`, tone: 'bad' };
  }
  if (reached > 0) return { kind: 'short', text: `Target in ${reached} of ${decided}`, tone: 'neutral' };
  return laneStatus(
    run,
    { state: 'finished', divergence: null, targetStep: null },
    true,
    state !== 'finished',
  );
}
