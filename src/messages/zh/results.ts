import type { results as english } from '../en/results.ts';
import type { Shape } from '../shape.ts';

/** The results: standings, tables, profile, confusion matrix. */
export const results = {
  summary: {
    optimizer: '{lane}；学习率 {lr}，{schedule}；种子 {seed}',
    optimizerWithMomentum: '{lane}；学习率 {lr}，{schedule}；{momentum}；种子 {seed}',
    momentum: '{name} {value}',
    momentumScheduled: '{name} {value}，{schedule}',
    momentumBy: '{name}：{schedule}',
  },
} satisfies Shape<typeof english>;
