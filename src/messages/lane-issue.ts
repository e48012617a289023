import type { Blame } from '../race/blame.ts';
import type { LaneIssue } from '../race/lane-issue.ts';
import { laneNumberLabel } from './optimizers.ts';
import { scheduleInText } from './schedules.ts';
import { joinSentences } from './sentences.ts';
import type { Translator } from './translator.ts';

/** Steps after which a guard that skips all, or a loss at chance, ends a lane; `rejectedPatience` of the race. */
interface Limits {
  readonly patience: number;
  /** Classes of the data, for a loss at chance. */
  readonly classes: number;
}

/** What is wrong with a lane, and the likely cause: `Loss became NaN at step 61. Likely cause: …` */
export function laneIssueText(t: Translator, issue: LaneIssue, limits: Limits): string {
  const shown =
    issue.id === 'collapsed' ? issue.since : issue.id === 'diverged' && isSudden(issue) ? issue.step : null;
  return joinSentences(
    t,
    symptomText(t, issue, limits),
    causeText(t, issue.cause, shown),
    bestText(t, issue),
  );
}

/** Whether it shows at once, and not only after a while. */
const isSudden = ({ reason }: Extract<LaneIssue, { id: 'diverged' }>): boolean =>
  reason === 'notFinite' || reason === 'tooLarge';

function symptomText(t: Translator, issue: LaneIssue, { patience, classes }: Limits): string {
  const step = t.format.whole(issue.step);
  if (issue.id === 'notLearning')
    return t('race.issue.notLearning', { accuracy: t.format.percent(issue.accuracy) });
  if (issue.id === 'collapsed') {
    const accuracy = t.format.percent(issue.accuracy);
    return issue.since === null
      ? t('race.issue.collapsedAt', { accuracy, step })
      : t('race.issue.collapsedSince', { accuracy, step: t.format.whole(issue.since) });
  }
  const steps = t.format.whole(patience);
  switch (issue.reason) {
    case 'atChance':
      return t('race.issue.atChance', {
        step,
        steps,
        classes: t.format.whole(classes),
        loss: t.format.measured(Math.log(classes)),
      });
    case 'skipped':
      return t('race.issue.skipped', { step, steps });
    case 'notFinite':
    case 'tooLarge':
      return t('race.issue.loss', { loss: t.format.measured(issue.loss), step });
  }
}

function bestText(t: Translator, issue: LaneIssue): string {
  if (issue.id !== 'collapsed' || issue.best === null) return '';
  const { accuracy, step } = issue.best;
  return t('race.issue.best', { accuracy: t.format.percent(accuracy), step: t.format.whole(step) });
}

/** @param shown the step at which it showed, to count from an edit; null where that says nothing */
function causeText(t: Translator, cause: Blame, shown: number | null): string {
  switch (cause.id) {
    case 'rate': {
      const [lr, used] = [t.format.chosen(cause.base), t.format.chosen(cause.used)];
      return lr === used ? t('race.cause.rate', { lr }) : t('race.cause.scheduledRate', { lr, used });
    }
    case 'setting':
      return t('race.cause.setting', {
        name: laneNumberLabel(t, cause.path),
        value: t.format.chosen(cause.value),
      });
    case 'warmup': {
      const { steps, totalSteps } = cause;
      return steps > totalSteps
        ? t('race.cause.warmupLonger', { steps, room: t.format.whole(totalSteps) })
        : t('race.cause.warmupSame', { steps });
    }
    case 'scheduleEdit':
      return t(`race.cause.${cause.path}`, {
        schedule: scheduleInText(t, cause.to.id),
        at: t.format.whole(cause.step),
      });
    case 'edit': {
      const edit = {
        name: laneNumberLabel(t, cause.path),
        from: cause.from === null ? t('race.off') : t.format.chosen(cause.from),
        to: t.format.chosen(cause.to),
        at: t.format.whole(cause.step),
      };
      return shown === null
        ? t('race.cause.edit', edit)
        : t('race.cause.editBefore', { ...edit, steps: shown - cause.step });
    }
  }
}
