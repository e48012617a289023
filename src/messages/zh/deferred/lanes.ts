import type { lanes as english } from '../../en/deferred/lanes.ts';
import type { Shape } from '../../shape.ts';

/** The lane cards: their states, controls, menus and notes. */
export const lanes = {
  schedule: {
    part: '{lane} {value}，调度：{part}',
    choice: '调度',
    needsLength: '“{schedule}”覆盖整个运行，因此需要长度。请在“训练长度”中设定步数或轮次。',
  },
  formula: {
    word: {
      else: '其他情况',
      afterwards: '随后',
      cols: '列数',
      rows: '行数',
      skipUnless: '跳过，除非',
    },
    label: '公式',
    symbols: '符号',
    values: '数值',
    now: '当前',
    next: '下一步',
    memory: '内存',
    noMemory: '无',
    memoryEach: '{numbers, plural, other {每个参数 # 个数}}',
    memoryHere: '{numbers, plural, other {每个参数 # 个数}}，此处 {size}',
    reset: '恢复为实验的 {value}',
    setDefault: '设为默认值 {value}',
  },
  issue: {
    atSeed: '种子 {seed}：{issue}',
    retryRate: '以学习率 {rate} 重试',
    retryValue: '重试：{name} {value}',
    retryWarmup: '以预热 {steps, plural, other {# 步}}重试',
    retrySchedule: '以{what, select, lr {学习率} other {动量}}调度“{schedule}”重试',
  },
  /** How far a lane came that missed the target. */
  missed: {
    best: '{steps, plural, other {# 步}}内最好的{metric, select, validationLoss {验证损失} other {准确率}}为 {best}；目标是 {goal}。',
    ended:
      '{steps, plural, other {# 步}}后的{metric, select, validationLoss {验证损失} other {准确率}}为 {end}，最好为第 {at} 步的 {best}；目标是 {goal}。',
    medianBest:
      '{steps, plural, other {# 步}}内最好的{metric, select, validationLoss {验证损失} other {准确率}}的中位数为 {best}；目标是 {goal}。',
    medianEnded:
      '{steps, plural, other {# 步}}后的{metric, select, validationLoss {验证损失} other {准确率}}的中位数为 {end}，最好值的中位数为 {best}；目标是 {goal}。',
  },
} satisfies Shape<typeof english>;
