import type { diagnostics as english } from '../../en/deferred/diagnostics.ts';
import type { Shape } from '../../shape.ts';

/** Statistics of layers, and what is wrong with gradients. */
export const diagnostics = {
  exploding: {
    fact: '自第 {step} 步起，{layers}的梯度爆炸。',
    past: '自第 {step} 步起，{layers}的梯度曾爆炸，现已恢复。',
    figures: '{layer} 为 {norm}。',
    risen: '{layer} 为 {norm}，是最初的 {times}。',
    notANumber: '{layer} 已不是有限数。',
    advice: '可裁剪梯度、启用稳定性保护，或降低学习率。',
    name: '爆炸',
    rule: '梯度升至前 {measurements} 次测量的 {factor} 倍以上，并超过任何一层的初始值；或不是有限数。',
  },
  vanishing: {
    fact: '{layers}的梯度消失。',
    everyLayer: '所有层的梯度都消失。',
    figures: '最低为 {norm}，{layer} 是它的 {times}。',
    zero: '最低为 0，而 {layer} 为 {norm}。',
    flat: '最大为 {norm}：此处损失平坦。',
    advice: '可用 He 初始化配合 LeakyReLU、归一化或残差连接。',
    flatAdvice: '已没有可学的，或输出已饱和：后者可从一开始就降低学习率。',
    name: '消失',
    rule: '某层的梯度连续 {steps} 步低于最大层的 {share}，或低于 {norm}。',
  },
  stalled: {
    fact: '{layers}的权重停滞。',
    figures: '每步最多改变其范数的 {ratio}。',
    advice: '可修正梯度，或提高学习率。',
    everyAdvice: '没有任何层在学习：学习率接近零，或稳定性保护跳过了每一步。',
    name: '停滞',
    rule: '每步对某层权重的改变连续 {steps} 步小于其 {ratio}。',
  },
  layers: {
    all: '全部 {total} 层',
    range: '{first} 到 {last}（{count} 层）',
    some: '{total} 层中的 {count} 层（首个为 {first}）',
  },
  times: '{ratio} 倍',
  millionTimes: '{ratio} 百万倍',
  limits: '这些限值由本页面自定。float32 约有七位有效数字，更小的更新会丢失。',
} satisfies Shape<typeof english>;
