import { formatWhole } from '../../core/format.ts';
import { changeName } from '../../experiment/change-words.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import type { Badge } from '../../race/badges.ts';
import { confoundersOf, editedLanes } from '../../race/confounders.ts';
import { unfinishedSchedules } from '../../race/unfinished-schedules.ts';
import type { Verdict } from '../../race/verdict.ts';
import { listText } from '../../race/words.ts';

/** A badge as the page shows it. */
export interface BadgeText {
  readonly text: string;
  /** What it means, in a sentence or two. */
  readonly help: string;
  readonly tone: 'good' | 'warning';
}

/** @param specs the race's lanes as they were raced */
export function badgeText(
  badge: Badge,
  { excluded }: Pick<Verdict, 'excluded'>,
  specs: readonly LaneSpec[],
): BadgeText {
  const named = (lanes: readonly number[]) => listText(lanes.flatMap((lane) => specs[lane]?.name ?? []));
  switch (badge.id) {
    case 'untuned':
      return warning(
        'Learning rates not tuned',
        'No learning rate was searched for: tuned lanes may end otherwise.',
      );
    case 'tuned':
      return good(
        'Learning rates tuned',
        `Each lane tried ${badge.points} learning rates on a seed that is not raced. Earlier searches count.`,
      );
    case 'unequal':
      return warning(
        'Tuned unequally',
        `The lanes tried ${listText(badge.points.map(String))} learning rates. Earlier searches count. Compare lanes that tried as many.`,
      );
    case 'edge':
      return warning(
        'Best rate at the edge',
        `The best learning rate of ${named(badge.lanes)} is the last one tried. There may be a better one beyond.`,
      );
    case 'paired':
      return good(
        'Paired seeds',
        `At each of ${badge.seeds} seeds every lane had the same initial weights and the same batches.`,
      );
    case 'edited':
      return warning(
        'Changed during the race',
        `Settings were changed while the lanes trained. ${editsText(specs, badge.lanes)}`,
      );
    case 'unfinished': {
      const lanes = badge.lanes.flatMap((lane) => specs[lane] ?? []);
      return warning('Schedule cut short', unfinishedSchedules(lanes, badge.totalSteps).join(' '));
    }
    case 'schedules':
    case 'regularisation': {
      const compared = specs.filter((_, lane) => !excluded.includes(lane));
      const help = confoundersOf(compared).find(({ id }) => id === badge.id)?.text ?? '';
      return warning(badge.id === 'schedules' ? 'Schedules differ' : 'Regularisation differs', help);
    }
  }
}

const good = (text: string, help: string): BadgeText => ({ text, help, tone: 'good' });
const warning = (text: string, help: string): BadgeText => ({ text, help, tone: 'warning' });

/** `Plain: lr at step 317. …`: of a number that was edited on and on, the first and the last step. */
export function editsText(specs: readonly LaneSpec[], lanes: readonly number[]): string {
  const text = editedLanes(specs).flatMap(({ lane, edits }) => {
    const spec = specs[lane];
    if (spec === undefined || !lanes.includes(lane)) return [];
    const parts = edits.map(({ path, steps }) => `${editName(spec, path)} ${stepsPhrase(steps)}`);
    return [`${spec.name}: ${listText(parts)}.`];
  });
  return text.join(' ');
}

function stepsPhrase(steps: readonly number[]): string {
  const [first = 0, last = 0] = [steps[0], steps.at(-1)];
  if (steps.length === 1) return `at step ${formatWhole(first)}`;
  return `${steps.length} times from step ${formatWhole(first)} to ${formatWhole(last)}`;
}

function editName(lane: LaneSpec, path: string): string {
  if (path === 'lrSchedule') return 'learning-rate schedule';
  if (path === 'momentumSchedule') return 'momentum schedule';
  return path === 'optimizer.lr' ? 'learning rate' : changeName(lane, path);
}
