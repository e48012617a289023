import type { Translator } from '../../../messages/translator.ts';
import type { RunState } from '../../../protocol/messages.ts';
import type { LaneIssue } from '../../../race/lane-issue.ts';
import type { Standing } from '../../../race/standings.ts';
import type { LaneRun } from '../../../store/state.ts';

/** The state of a lane, as its badge shows it. */
export type LaneStatus =
  | {
      readonly id:
        | 'ready'
        | 'building'
        | 'running'
        | 'paused'
        | 'finished'
        | 'stopped'
        | 'didNotFinish'
        | 'diverged'
        | 'notLearning'
        | 'collapsed'
        | 'failed';
    }
  /** Its learning rate is tuned: how many are tried, and how many there are. */
  | { readonly id: 'tuning'; readonly begun: number; readonly all: number }
  | { readonly id: 'target'; readonly step: number }
  /** The median step of the target over the decided seeds; half a step between two. */
  | { readonly id: 'targetMedian'; readonly step: number }
  | { readonly id: 'targetIn'; readonly reached: number; readonly seeds: number }
  | { readonly id: 'divergedAt'; readonly seed: number }
  | { readonly id: 'divergedIn'; readonly diverged: number; readonly seeds: number };

/** Whether a status is good or bad news. */
export function toneOf({ id }: LaneStatus): 'neutral' | 'good' | 'bad' {
  switch (id) {
    case 'target':
    case 'targetMedian':
      return 'good';
    case 'diverged':
    case 'divergedAt':
    case 'divergedIn':
    case 'notLearning':
    case 'collapsed':
    case 'failed':
      return 'bad';
    default:
      return 'neutral';
  }
}

export function statusText(t: Translator, status: LaneStatus): string {
  const { whole } = t.format;
  switch (status.id) {
    case 'tuning':
      return t('lanes.state.tuning', { begun: whole(status.begun), all: whole(status.all) });
    case 'target':
      return t('lanes.state.target', { step: whole(status.step) });
    case 'targetMedian': {
      const step = Number(status.step.toFixed(1));
      const text = Number.isInteger(step) ? whole(step) : t.format.decimals(step, 1);
      return t('lanes.state.targetMedian', { step: text });
    }
    case 'targetIn':
      return t('lanes.state.targetIn', { reached: whole(status.reached), seeds: whole(status.seeds) });
    case 'divergedAt':
      return t('lanes.state.divergedAt', { seed: whole(status.seed) });
    case 'divergedIn':
      return t('lanes.state.divergedIn', { diverged: whole(status.diverged), seeds: whole(status.seeds) });
    default:
      return t(`lanes.state.${status.id}`);
  }
}

/**
 * The state of a lane in a run of one seed.
 * @param started a step was taken
 * @param races it has a target to reach, and others to reach it before
 * @param tries while its learning rate is tuned
 * @param issue what is wrong with it
 */
export function laneStatus(
  run: RunState,
  lane: Pick<LaneRun, 'state' | 'divergence' | 'targetStep'>,
  started: boolean,
  races = false,
  tries: { readonly begun: number; readonly all: number } | null = null,
  issue: LaneIssue['id'] | null = null,
): LaneStatus {
  if (tries !== null && run !== 'failed') return { id: 'tuning', ...tries };
  if (lane.state === 'diverged') return { id: 'diverged' };
  if (run === 'failed') return { id: 'failed' };
  if (lane.targetStep !== null) return { id: 'target', step: lane.targetStep };
  if (issue === 'notLearning' || issue === 'collapsed') return { id: issue };
  if (lane.state === 'finished') return { id: races ? 'didNotFinish' : 'finished' };
  if (lane.state === 'stopped') return { id: 'stopped' };
  if (run === 'running' || run === 'building' || run === 'finished') return { id: run };
  return { id: started ? 'paused' : 'ready' };
}

/**
 * The state of a lane that is raced at several seeds: its result over those that are decided, never the last of them for
 * all.
 * @param lane at the seed under way
 * @param seed which that is, null once all is over
 * @param issue at the seed under way
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
  if (!isWhole || state === 'stopped' || (seed !== null && lane.state === 'stopped'))
    return { id: 'stopped' };
  if (seed !== null && lane.state === 'diverged') return { id: 'divergedAt', seed };
  if (stepsToTarget !== null) return { id: 'targetMedian', step: stepsToTarget };
  if (seed !== null) return laneStatus(run, { ...lane, targetStep: null }, true, false, null, issue);
  if (state === 'diverged') return { id: 'divergedIn', diverged, seeds: decided };
  if (reached > 0) return { id: 'targetIn', reached, seeds: decided };
  return laneStatus(
    run,
    { state: 'finished', divergence: null, targetStep: null },
    true,
    state !== 'finished',
  );
}
