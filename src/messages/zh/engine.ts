import type { engine as english } from '../en/engine.ts';
import type { Shape } from '../shape.ts';

/** Divergence, failures of the device, progress of building. */
export const engine = {
  wait: {
    file: '正在等待 {file}',
    images: '正在等待{split, select, test {测试集} other {验证集}}图像',
    round: '正在准备第 {number} 个{phase, select, search {学习率搜索} other {随机种子}}，共 {count} 个',
    timing: '正在准备单独运行 {lane}，以测量用时',
  },
} satisfies Shape<typeof english>;
