import type { schedules as english } from '../en/schedules.ts';
import type { Shape } from '../shape.ts';

/** Schedules with what shapes them, by id; `any`: the warm-up that may stand in front of each. */
export const schedules = {
  constant: {
    name: '恒定',
    help: '保持滑块的值。',
  },
  cosine: {
    name: '余弦',
    help: '从滑块的值沿半个余弦下降，直到运行结束。',
    final: { label: '终值比例', help: '结束时所剩的值的比例。' },
  },
  polynomial: {
    name: '多项式',
    help: '下降至运行结束：幂为 1 时为直线，大于 1 时先陡后缓。',
    power: { label: '幂', help: '下降的形状：1 为直线，越大下降越早，越小下降越晚。' },
    final: { label: '终值比例', help: '结束时所剩的值的比例。' },
    until: { label: '到达时刻', help: '值停止下降的时刻，以运行的比例表示。' },
  },
  step: {
    name: '阶梯',
    help: '每隔固定步数把值乘以一个因子。',
    every: { label: '间隔', help: '两次下降之间的步数。' },
    factor: { label: '因子', help: '每次下降时值所乘的因子。' },
  },
  'multi-step': {
    name: '多阶梯',
    help: '在运行中的至多三处把值乘以一个因子。',
    first: { label: '第一次下降', help: '第一次下降的位置，以运行的比例表示；1 表示没有。' },
    second: { label: '第二次下降', help: '第二次下降的位置，以运行的比例表示；1 表示没有。' },
    third: { label: '第三次下降', help: '第三次下降的位置，以运行的比例表示；1 表示没有。' },
    factor: { label: '因子', help: '每次下降时值所乘的因子。' },
  },
  exponential: {
    name: '指数',
    help: '每一步按相同比例下降。',
    factor: { label: '每步因子', help: '每一步值所乘的因子；0.999 每 693 步减半。' },
  },
  'cosine-restarts': {
    name: '余弦热重启',
    help: '反复沿半个余弦下降，每次都从滑块的值开始。',
    period: { label: '首个周期', help: '第一次重启之前的步数。' },
    growth: { label: '增长倍数', help: '每个周期是前一个周期的多少倍。' },
    final: { label: '终值比例', help: '每个周期结束时所剩的值的比例。' },
    bounces: { label: '往返', help: '沿同一曲线回升，而不是跳回。' },
  },
  'one-cycle': {
    name: '单周期',
    help: '升至滑块的值，再降到远低于起点。',
    rise: { label: '上升占比', help: '值上升的阶段占运行的比例。' },
    startDivisor: { label: '起点 1 /', help: '起点是滑块的值的几分之一。' },
    finalDivisor: { label: '终点 1 /', help: '终点是起点的几分之一。' },
    linear: { label: '直线', help: '以直线代替半个余弦。' },
    threePhase: { label: '三阶段', help: '以上升时的速度降回起点，再经最后一个阶段降到终点。' },
  },
  'warmup-stable-decay': {
    name: '先稳定后衰减',
    help: '预热之后保持滑块的值，只在运行的最后一段下降。',
    decay: { label: '衰减占比', help: '值下降的最后一段占运行的比例。' },
    final: { label: '终值比例', help: '结束时所剩的值的比例。' },
    root: { label: '平方根', help: '按时间的平方根下降，先陡后缓，而不是直线。' },
  },
  'inverse-square-root': {
    name: '逆平方根',
    help: '下降越来越慢，运行无需固定长度。',
    timescale: { label: '时间尺度', help: '值降到 71% 所需的步数；三倍于此则减半。' },
  },
  nmgd: {
    name: 'NMGD',
    help: '开始时较小，逐渐增大到最大值，训练后期逐步减小。',
    start: { label: '起始值', help: '第一步的动量。' },
    max: { label: '最大值', help: '运行中段的动量。' },
    end: { label: '最终值', help: '运行结束时的动量。' },
    rise: { label: '上升占比', help: '动量增大的最初阶段占运行的比例。' },
    fall: { label: '下降占比', help: '动量减小的最后阶段占运行的比例。' },
  },
  sutskever: {
    name: 'Sutskever 2013',
    help: '从 0.5 开始，每隔固定步数向最大值靠近。',
    max: { label: '上限', help: '动量的上限；论文试过 0.9、0.99、0.995 和 0.999。' },
    period: { label: '间隔', help: '两次上升之间的步数。' },
  },
  'one-cycle-momentum': {
    name: '单周期',
    help: '单周期的学习率上升时它下降，学习率下降时它上升。',
    low: { label: '最低', help: '学习率达到峰值时的动量。' },
    high: { label: '最高', help: '开始和结束时的动量。' },
    rise: { label: '下降占比', help: '动量下降的阶段占运行的比例；应与学习率的相同。' },
    linear: { label: '直线', help: '以直线代替半个余弦。' },
    threePhase: { label: '三阶段', help: '以下降时的速度升回起点，并在最后一个阶段保持不变。' },
  },
  any: {
    warmup: { label: '预热', help: '调度开始之前，值以直线上升的步数；0 表示没有。' },
    warmupFrom: { label: '预热起点', help: '预热开始时的值的比例。' },
  },
  overrun: {
    noReturn: '“{part}”往返占运行的 {share}：{what, select, lr {学习率} other {动量}}回不到起点。',
    overlap:
      '“{first}”与“{second}”共占运行的 {share}，相互重叠：{what, select, lr {学习率} other {动量}}会跳变。',
    warmupLonger:
      '预热 {steps, plural, other {#}} 步，比 {room} 步的运行还长：{what, select, lr {学习率} other {动量}}达不到设定值。',
    warmupSame:
      '预热 {steps, plural, other {#}} 步，与运行一样长：{what, select, lr {学习率} other {动量}}达不到设定值。',
    period: '首个周期为 {steps, plural, other {#}} 步，而调度只有 {room} 步：周期被截断。',
    rise: '第一次上升在 {steps, plural, other {#}} 步之后，而调度只有 {room} 步：不会发生。',
    drop: '第一次下降在 {steps, plural, other {#}} 步之后，而调度只有 {room} 步：不会发生。',
    part: '{part}在 {steps, plural, other {#}} 步之后，而调度只有 {room} 步：不会发生。',
  },
} satisfies Shape<typeof english>;
