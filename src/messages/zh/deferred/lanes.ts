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
} satisfies Shape<typeof english>;
