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
  /** What to do where memory lacks. */
  memoryOption: '“{label}”',
  memoryFix: {
    images: '请选择更小的图像、灰度图像、更少的类别或其他数据集。',
    size: '请选择更小的图像。',
    widths: '请减小{widths}。',
    form: '请将{setting}设为 {value}。',
    optimizer: '请选择状态更少的优化器。',
    widthsOrOptimizer: '请减小{widths}，或选择状态更少的优化器。',
    formOrOptimizer: '请将{setting}设为 {value}，或选择状态更少的优化器。',
    batch: '请减小批量大小。',
    batchOrWidths: '请减小批量大小，或减小{widths}。',
    formOrBatch: '请将{setting}设为 {value}，或减小批量大小。',
  },
} satisfies Shape<typeof english>;
