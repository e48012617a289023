import { formatLoss, formatPercent, formatValue, formatWhole } from '../core/format.ts';
import { changeName } from '../experiment/change-words.ts';
import { scheduleName } from '../experiment/run-words.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import type { Blame } from './blame.ts';
import type { LaneIssue } from './lane-issue.ts';
import { rejectedPatience } from './lane-issue.ts';

/**
 * What is wrong with a lane, in a sentence: `Loss became NaN at step 61, 1 step after lr went from 0.02 to 5 at step 60.`
 * `classes`: of the data, for a loss at chance.
 */
export function issueText(issue: LaneIssue, lane: LaneSpec, classes: number): string {
  const { cause, step } = issue;
  if (issue.id === 'notLearning') {
    return `Not learning: as good as guessing (${formatPercent(issue.accuracy)}) since the start${because(cause, lane, null)}.`;
  }
  if (issue.id === 'collapsed') {
    const { since, best, accuracy } = issue;
    const when = since === null ? `at step ${formatWhole(step)}` : `since step ${formatWhole(since)}`;
    const fell =
      best === null ? '' : ` Best ${formatPercent(best.accuracy)} at step ${formatWhole(best.step)}.`;
    return `Collapsed: as good as guessing (${formatPercent(accuracy)}) ${when}${because(cause, lane, since)}.${fell}`;
  }
  const at = `at step ${formatWhole(step)}`;
  if (issue.reason === 'atChance') {
    const chance = `ln ${classes} = ${formatLoss(Math.log(classes))}`;
    return `Back at chance ${at}: ${rejectedPatience} steps of a smoothed loss of ${chance} or more${because(cause, lane, null)}.`;
  }
  if (issue.reason === 'skipped') {
    return `Stopped ${at}: the guard skipped every step of the last ${rejectedPatience}${because(cause, lane, null)}.`;
  }
  return `Loss became ${formatLoss(issue.loss)} ${at}${because(cause, lane, step)}.`;
}

/** What is to blame, as it ends a sentence; `step`: where it showed, to count from an edit. */
function because(cause: Blame, lane: LaneSpec, step: number | null): string {
  if (cause.id === 'rate') {
    const { base, used } = cause;
    const scheduled =
      formatValue(used) === formatValue(base) ? '' : ` (${formatValue(used)} by its schedule)`;
    return ` with lr ${formatValue(base)}${scheduled}`;
  }
  if (cause.id === 'setting')
    return `, because ${changeName(lane, cause.path)} is ${formatValue(cause.value)}`;
  if (cause.id === 'warmup') {
    const { steps, totalSteps } = cause;
    const longer =
      steps > totalSteps ? `longer than the run of ${formatWhole(totalSteps)}` : 'as long as the run';
    return `: the warm-up of ${formatWhole(steps)} steps is ${longer}`;
  }
  const after = step === null ? ', after' : `, ${stepsAfter(step - cause.step)}`;
  return `${after} ${editText(cause, lane)} at step ${formatWhole(cause.step)}`;
}

function editText(cause: Extract<Blame, { id: 'edit' | 'scheduleEdit' }>, lane: LaneSpec): string {
  if (cause.id === 'scheduleEdit') {
    return `${cause.path === 'lrSchedule' ? 'lr' : 'momentum'} became ${scheduleName(cause.to)}`;
  }
  const from = cause.from === null ? 'off' : formatValue(cause.from);
  return `${changeName(lane, cause.path)} went from ${from} to ${formatValue(cause.to)}`;
}

const stepsAfter = (steps: number): string => `${formatWhole(steps)} ${steps === 1 ? 'step' : 'steps'} after`;
