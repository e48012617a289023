import { standingsNow } from '../../../store/standings.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { useLive } from '../../kit/useFrame.ts';

/** The style of the lane that is first so far; null where none is. */
export function useLeader(): number | null {
  return useLive(({ run }) => {
    const [first] = standingsNow(run, 0);
    return first?.place === 1 ? (run.displaySpec.lanes[first.lane]?.styleIndex ?? null) : null;
  });
}

/** The lanes in the order they are drawn: the leader last, and so on top. */
export function leaderLast<Lane extends { readonly style: LaneStyle }>(
  lanes: readonly Lane[],
  leader: number | null,
): readonly Lane[] {
  const isLeader = ({ style }: Lane): boolean => style.styleIndex === leader;
  return [...lanes.filter((lane) => !isLeader(lane)), ...lanes.filter(isLeader)];
}
