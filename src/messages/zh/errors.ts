import type { errors as english } from '../en/errors.ts';
import type { Shape } from '../shape.ts';

/** What is wrong, and what to do about it: by the ids of core/error-facts.ts. */
export const errors = {
  noExperiment: '没有打开的实验。请先打开一个实验。',
  experimentReplaced: '期间打开了另一个实验。',
  noSuchLane: '没有第 {lane} 条赛道：本次运行有 {lanes, plural, other {# 条}}赛道，从 0 开始编号。',
  editInFairRace: '公平竞赛按声明的设置运行，不能修改数值。要修改请改用快速模式，或停止该赛道。',
  editInLaterSeed:
    '其余随机种子重复第一个随机种子的过程，现在不能修改数值。请重新开始后再修改，或停止该赛道。',
  noDevice: '引擎尚未连接设备。',
  deviceLost:
    'GPU 已丢失（{reason}）。重新开始会从相同的初始权重再次训练；如果再次丢失，请减小批量或减少卷积核。',
  deviceTakenAway: 'GPU 已丢失。重新开始会从相同的初始权重再次训练；如果再次丢失，请减小批量或减少卷积核。',
  outOfMemory:
    'GPU 显存不足（{reason}）。重新开始会从相同的初始权重再次训练；如果再次失败，请减小批量或减少卷积核。',
  deviceError:
    'GPU 报告错误（{reason}）。重新开始会从相同的初始权重再次训练；如果再次失败，请减小批量或减少卷积核。',
  kernelNotCompiled: '内核 {kernel} 无法在此 GPU 上编译（{reason}）。请选择其他模型或后端。',
  needsWebGpu: '此功能需要 WebGPU，但训练正在 {backend} 上运行。请用支持 WebGPU 的浏览器打开。',
  weightsWhileSearching: '仍在搜索学习率。请等竞赛开始。',
  weightsOfStoppedLane: '该赛道在此随机种子之前已停止。请导出其他赛道。',
  weightsBetweenSeeds: '两个随机种子之间没有权重。请等下一个随机种子开始。',
  weightsNotHere: '初始权重文件（sha256 {sha256}…）不在这台电脑上。请选择该文件，或从随机权重开始。',
  weightsOtherFile:
    '链接需要 sha256 为 {wanted}… 的文件，而所选文件为 {got}…。请选择正确的文件，或从随机权重开始。',
  benchCount: '必须是不小于 {min} 的整数，得到 {got}。例如 100。',
  snapshotSteps:
    '赛道 {lane} 在第 {step} 步，而赛道 {other} 在第 {otherStep} 步。请从同一步恢复所有赛道，或停用其余赛道。',
  workerCrashed: '训练线程已停止（{reason}）。重新开始会从相同的初始权重再次训练。',
  workerNotStarted: '训练线程无法在此启动（{reason}）。如果本页嵌在其他页面中，请在单独的标签页打开。',
  workerReplaced: '训练线程已被替换。',
  noWorker: '训练线程未运行。请重新加载页面。',
  readingStopped: '读取文件中断（{reason}）。请重试，或重新加载页面。',
  unknownPreset: '没有名为 {got} 的预设。可用：{ids}。',
} satisfies Shape<typeof english>;
