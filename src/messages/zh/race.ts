import type { race as english } from '../en/race.ts';
import type { Shape } from '../shape.ts';

/** What holds of lanes and races wherever they are spoken of: targets, differences, confounders, what is wrong with a lane. */
export const race = {
  off: '关闭',
  issue: {
    notLearning: '未在学习：从开始起一直不优于随机猜测（{accuracy}）。',
    collapsedAt: '崩溃：第 {step} 步不优于随机猜测（{accuracy}）。',
    collapsedSince: '崩溃：从第 {step} 步起不优于随机猜测（{accuracy}）。',
    best: '最好为第 {step} 步的 {accuracy}。',
    atChance: '第 {step} 步回到随机水平：平滑损失连续 {steps} 步不低于 ln {classes} = {loss}。',
    skipped: '第 {step} 步停止：稳定性保护跳过了最近 {steps} 步。',
    loss: '第 {step} 步损失变为 {loss}。',
  },
  cause: {
    rate: '可能原因：学习率 {lr}。',
    scheduledRate: '可能原因：学习率 {lr}，按调度为 {used}。',
    setting: '可能原因：{name} {value}。',
    warmupLonger: '可能原因：预热 {steps, plural, other {#}} 步，比 {room} 步的运行还长。',
    warmupSame: '可能原因：预热 {steps, plural, other {#}} 步，与运行一样长。',
    edit: '可能原因：第 {at} 步{name}从 {from} 改为 {to}。',
    editBefore: '可能原因：{steps, plural, other {#}} 步之前（第 {at} 步），{name}从 {from} 改为 {to}。',
    lrSchedule: '可能原因：第 {at} 步学习率调度改为{schedule}。',
    momentumSchedule: '可能原因：第 {at} 步动量调度改为{schedule}。',
  },
  search: {
    lowest: '{lane}：试过的最低学习率 {lr} 最好。把赛道设为 {lr} 再调优，可往更低处搜索。',
    highest: '{lane}：试过的最高学习率 {lr} 最好。把赛道设为 {lr} 再调优，可往更高处搜索。',
    allDiverged: '{lane}：在 {rates} 均发散。降低学习率后再调优。',
  },
} satisfies Shape<typeof english>;
