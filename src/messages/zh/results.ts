import type { results as english } from '../en/results.ts';
import type { Shape } from '../shape.ts';

/** The results: standings, tables, profile, confusion matrix. */
export const results = {
  evaluation: {
    diverged: '第 {step} 步发散，早于首次评估',
    ended: '在首次评估之前结束',
    first: '首次评估在第 {step} 步',
    caption: '{split, select, test {测试集} other {验证集}}，{steps, plural, other {#}} 步之后',
    captionOfSeed:
      '{split, select, test {测试集} other {验证集}}，种子 {seed}，{steps, plural, other {#}} 步之后',
  },
  epochs: {
    caption: '训练损失均值',
    captionOfSeed: '种子 {seed} 的训练损失均值',
  },
} satisfies Shape<typeof english>;
