import type { experiment as english } from '../en/experiment.ts';
import type { Shape } from '../shape.ts';

/** What may be typed in place of a value of an experiment that is not valid. */
export const experiment = {
  advice: {
    lr: '可拖动滑块，或输入例如 0.05。',
    momentum: '可输入 0 到小于 1 的数，例如 0.9。',
    eps: '可输入例如 1e-8。',
    batchSize: '可输入整数，例如 64。',
    steps: '可输入整数，或用 null 训练到停止为止。',
    filters: '可给出一到四个宽度，例如 [16, 32]。',
    seed: '可输入从 0 起的整数，例如 1。',
    sha256: '请选择权重文件，或把 start 设为 null。',
    labelSmoothing: '可输入 0 到小于 1 的数，例如 0.1。',
    clipNorm: '可输入例如 1，或用 null 表示不裁剪。',
    clipValue: '可输入例如 0.5，或用 null 表示不裁剪。',
    guardFactor: '可输入例如 10，或把 guard 设为 null 表示不用。',
  },
} satisfies Shape<typeof english>;
