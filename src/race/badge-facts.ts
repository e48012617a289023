import type { LaneSpec } from '../experiment/schema.ts';
import type { Badge } from './badges.ts';
import type { Confounder, EditedLane } from './confounders.ts';
import { confoundersOf, editedLanes } from './confounders.ts';
import type { UnfinishedSchedule } from './unfinished-schedules.ts';
import { unfinishedSchedules } from './unfinished-schedules.ts';
import type { Verdict } from './verdict.ts';

type Plain = Extract<Badge, { readonly id: 'untuned' | 'tuned' | 'unequal' | 'edge' | 'paired' }>;

/** A badge with all that is said of it, of which a result keeps what does not follow from its lanes. */
export type BadgeFact =
  | Plain
  | { readonly id: 'edited'; readonly edited: readonly EditedLane[] }
  | { readonly id: 'unfinished'; readonly schedules: readonly UnfinishedSchedule[] }
  | {
      readonly id: Confounder['id'];
      readonly confounder: Confounder;
      /** Of the lanes compared, which the confounder counts. */
      readonly names: readonly string[];
    };

/** The badges of a verdict in full. @param specs the race's lanes as they were raced */
export function badgeFacts(
  { badges, excluded }: Pick<Verdict, 'badges' | 'excluded'>,
  specs: readonly LaneSpec[],
): readonly BadgeFact[] {
  const compared = specs.filter((_, lane) => !excluded.includes(lane));
  return badges.flatMap((badge): readonly BadgeFact[] => {
    switch (badge.id) {
      case 'edited':
        return [
          { id: badge.id, edited: editedLanes(specs).filter(({ lane }) => badge.lanes.includes(lane)) },
        ];
      case 'unfinished': {
        const schedules = unfinishedSchedules(specs, badge.totalSteps);
        return [{ id: badge.id, schedules: schedules.filter(({ lane }) => badge.lanes.includes(lane)) }];
      }
      case 'schedules':
      case 'regularisation': {
        const confounder = confoundersOf(compared).find(({ id }) => id === badge.id);
        return confounder ? [{ id: badge.id, confounder, names: compared.map(({ name }) => name) }] : [];
      }
      default:
        return [badge];
    }
  });
}
