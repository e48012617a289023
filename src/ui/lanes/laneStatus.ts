import { formatWhole } from '../../core/format.ts';
import type { RunState } from '../../protocol/messages.ts';
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
  | 'failed';

export interface LaneStatus {
  readonly kind: StatusKind;
  readonly text: string;
  readonly tone: 'neutral' | 'good' | 'bad';
}

/**
 * The state of a lane as its badge says it. `started`: a step was taken; `races`: it has a target to reach, and others
 * to reach it before; `tries`: while its learning rate is tuned, how many are tried and how many there are.
 */
export function laneStatus(
  run: RunState,
  lane: Pick<LaneRun, 'state' | 'divergence' | 'targetStep'>,
  started: boolean,
  races = false,
  tries: { readonly begun: number; readonly all: number } | null = null,
): LaneStatus {
  if (tries !== null && run !== 'failed') {
    return { kind: 'tuning', text: `Tuning: ${tries.begun} of ${tries.all}`, tone: 'neutral' };
  }
  if (lane.state === 'diverged') return { kind: 'diverged', text: 'Diverged', tone: 'bad' };
  if (run === 'failed') return { kind: 'failed', text: 'Failed', tone: 'bad' };
  if (lane.targetStep !== null) {
    return { kind: 'target', text: `Target at step ${formatWhole(lane.targetStep)}`, tone: 'good' };
  }
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
