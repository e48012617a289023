import type { race as english } from '../en/race.ts';
import type { Shape } from '../shape.ts';

/** What holds of lanes and races wherever they are spoken of: targets, differences, confounders, what is wrong with a lane. */
export const race = {
  off: '关闭',
  search: {
    lowest: '{lane}：试过的最低学习率 {lr} 最好。把赛道设为 {lr} 再调优，可往更低处搜索。',
    highest: '{lane}：试过的最高学习率 {lr} 最好。把赛道设为 {lr} 再调优，可往更高处搜索。',
    allDiverged: '{lane}：在 {rates} 均发散。降低学习率后再调优。',
  },
} satisfies Shape<typeof english>;
