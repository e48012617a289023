import { chain } from '../optim/chain.ts';
import { optimizerById } from '../optim/index.ts';
import type { LaneUpdate, Plan } from '../optim/plan.ts';
import type { LaneSpec } from './lane-schema.ts';

/** What of a lane shapes its update: another one is another run. Numbers that live edits may change are not in it. */
export function updateOf({ optimizer, clip, guard }: LaneSpec): LaneUpdate {
  const declaration = optimizerById(optimizer.id);
  return {
    optimizer: declaration,
    options: Object.fromEntries(
      declaration.options.map(({ key, default: fallback }) => {
        const value = optimizer[key];
        return [key, typeof value === typeof fallback ? (value as typeof fallback) : fallback];
      }),
    ),
    clipsNorm: clip.globalNorm !== null,
    clipsValue: clip.value !== null,
    guarded: guard !== null,
  };
}

/** What a lane's transforms are lowered to. */
export const planOf = (lane: LaneSpec): Plan => chain(updateOf(lane));
