import type { shell as english } from '../../en/deferred/shell.ts';
import type { Shape } from '../../shape.ts';

/** Header, menus, shortcuts, banners, welcome, transport, announcements. */
export const shell = {
  shortcuts: {
    to: '至',
    note: '输入文字时快捷键不起作用；方向键仍可移动滑块。',
  },
  replace: {
    finished: {
      title: '这将取代一场已完成的竞赛',
      text: '它尚未保存。要先保存吗？',
      stay: '取消',
      go: '不保存，继续',
      save: '保存并继续',
    },
    running: {
      title: '这将结束正在进行的竞赛',
      text: '竞赛进行到第 {step} 步，共 {total} 步。完成后才能保存。',
      textEndless: '竞赛进行到第 {step} 步。完成后才能保存。',
      textParts: '竞赛进行到第 {step} 步，共 {total} 步。已完成的部分尚未保存。要先保存吗？',
      textPartsEndless: '竞赛进行到第 {step} 步。已完成的部分尚未保存。要先保存吗？',
      stay: '继续竞赛',
      go: '结束竞赛',
      save: '保存并结束',
    },
  },
  announce: {
    diverged: '在第 {step} 步发散。',
    test: '正在测试集上评估。',
    validation: '正在留出的图像上评估。',
    paused: '在第 {step} 步暂停。',
    pausedIn: '在第 {step} 步暂停：{round}。',
    training: '正在训练。',
    round: '{round}，{detail}。',
    finished: '已完成。',
    tested: '已完成：测试准确率 {accuracy}。',
    target: '{lane} 在第 {step} 步达到目标。',
    targetAt: '{lane} 在种子 {seed} 的第 {step} 步达到目标。',
    laneDiverged: '{lane} 在第 {step} 步发散。',
    laneDivergedAt: '{lane} 在种子 {seed} 的第 {step} 步发散。',
    collapsed: '{lane} 在第 {step} 步崩溃，与随机猜测无异。',
    collapsedAt: '{lane} 在种子 {seed} 的第 {step} 步崩溃，与随机猜测无异。',
    notLearning: '{lane} 在第 {step} 步仍未在学习。',
    notLearningAt: '{lane} 在种子 {seed} 的第 {step} 步仍未在学习。',
    stopped: '{lane} 已停止。',
    leads: '{lane} 领先。',
    ofLane: '{lane}：{fact}',
  },
} satisfies Shape<typeof english>;
