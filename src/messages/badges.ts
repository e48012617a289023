import type { BadgeFact } from '../race/badge-facts.ts';
import { confounderText, editsText, unfinishedText } from './confounders.ts';
import { joinSentences } from './sentences.ts';
import type { Translator } from './translator.ts';

/** A badge as the page shows it. */
export interface BadgeText {
  readonly text: string;
  /** What it means, in a sentence or two. */
  readonly help: string;
  readonly tone: 'good' | 'warning';
}

/** @param names of the race's lanes; of confounders of those compared */
export function badgeText(t: Translator, badge: BadgeFact, names: readonly string[]): BadgeText {
  const text = t(`verdict.badge.${badge.id}.text`);
  const tone = badge.id === 'tuned' || badge.id === 'paired' ? 'good' : 'warning';
  return { text, help: helpText(t, badge, names), tone };
}

function helpText(t: Translator, badge: BadgeFact, names: readonly string[]): string {
  switch (badge.id) {
    case 'untuned':
      return t('verdict.badge.untuned.help');
    case 'tuned':
      return t('verdict.badge.tuned.help', { points: badge.points });
    case 'unequal':
      return t('verdict.badge.unequal.help', {
        points: t.format.and(badge.points.map((count) => t.format.whole(count))),
      });
    case 'edge':
      return t('verdict.badge.edge.help', {
        lanes: t.format.and(badge.lanes.map((lane) => names[lane] ?? '')),
      });
    case 'paired':
      return t('verdict.badge.paired.help', { seeds: t.format.whole(badge.seeds) });
    case 'edited':
      return editsText(t, badge.edited, names);
    case 'unfinished':
      return joinSentences(t, ...badge.schedules.map((schedule) => unfinishedText(t, schedule, names)));
    case 'schedules':
    case 'regularisation':
      return confounderText(t, badge.confounder, badge.names);
  }
}
