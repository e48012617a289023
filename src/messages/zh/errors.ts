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
    '链接需要 sha256 为 {expected}… 的文件，而所选文件为 {got}…。请选择正确的文件，或从随机权重开始。',
  benchCount: '必须是不小于 {min} 的整数，得到 {got}。例如 100。',
  snapshotSteps:
    '赛道 {lane} 在第 {step} 步，而赛道 {other} 在第 {otherStep} 步。请从同一步恢复所有赛道，或停用其余赛道。',
  snapshotVersion: '此快照的版本为 {got}，当前版本的 Downhill 无法读取。请重新生成快照。',
  snapshotOtherNetwork: '此快照属于另一个网络。请打开生成它的实验。',
  snapshotOtherOptimizer:
    '此快照来自使用 {got} 的赛道，而本赛道使用 {expected}。请恢复到使用相同优化器的赛道。',
  snapshotOtherSettings: '此快照来自选项、裁剪或稳定性保护不同的 {optimizer}。请恢复到设置相同的赛道。',
  snapshotOtherSeed: '此快照的随机种子为 {got}，而本次运行的随机种子为 {expected}。请改用快照的随机种子。',
  snapshotCounts: '快照已损坏：{step} 步中不可能接受 {accepted} 步。请重新生成快照。',
  snapshotTensor: '快照已损坏：{name} 的形状必须是 {expected}，得到 {got}。请重新生成快照。',
  checkpointVersion: '此检查点的版本为 {got}，当前版本的 Downhill 无法读取。请重新生成检查点。',
  checkpointDamaged: '检查点在 {part} 处已损坏。请重新生成检查点。',
  nothingLeftToTrain: '本次运行已结束。请重新开始以再次训练。',
  imageBytes: '该数据集的每张图像为 {height} × {width} × {channels} 字节，得到 {got} 字节。请调整图像大小。',
  notOneImage: '每次只能给出一张图像，得到 {got} 张。',
  noSuchClass: '没有第 {got} 个类别：该数据集有 {classes, plural, other {# 个}}类别，从 0 开始编号。',
  otherNetworkValues: '这些权重属于另一个网络：应为 {expected}，得到 {got}。请使用本网络的权重。',
  workerCrashed:
    '训练线程已停止（{cause, select, load {其脚本未能加载} messageerror {一条消息无法读取} exit {未报告原因即退出} other {{reason}}}）。重新开始会从相同的初始权重再次训练。',
  workerNotStarted: '训练线程无法在此启动（{reason}）。如果本页嵌在其他页面中，请在单独的标签页打开。',
  workerReplaced: '训练线程已被替换。',
  noWorker: '训练线程未运行。请重新加载页面。',
  readingStopped:
    '读取文件中断（{cause, select, load {读取脚本未能加载} messageerror {读取结果无法传回} other {{reason}}}）。请重试，或重新加载页面。',
  dataFileMissing: '缺少 {file}（HTTP {status}）。请把整个数据文件夹放到服务器上。',
  dataFileRefused: '服务器拒绝了 {file}（HTTP {status}）。请重试。',
  dataFileIsPage: '缺少 {file}：收到的是 {bytes, number} 字节的网页。请把整个数据文件夹放到服务器上。',
  dataFileOffline: '无法获取 {file}：这台计算机处于离线状态。请联网后重试。',
  dataFileNotFetched: '无法获取 {file}（{reason}）。请检查网络连接后重试。',
  dataFileBrokeOff: '{file} 在 {bytes, number} 字节后中断（{reason}）。请检查网络连接后重试。',
  dataFileUnread: '无法读取 {file}（{reason}）。请重试。',
  dataFileChecksum: '{file} 与校验和不符（sha256 {got}…，应为 {expected}…）。请重新下载。',
  dataFileShort: '{file} 不完整：收到 {got, number} 字节，应为 {expected, number} 字节。请重新下载。',
  dataFileLong: '{file} 过长：{got, number} 字节，应为 {expected, number} 字节。请重新下载。',
  dataFileUnpacked:
    '{file} 在传输途中被解压：{got, number} 字节，应为 {expected, number} 字节。请让服务器发送时不带 Content-Encoding。',
  dataFileNotGzip: '无法解压 {file}：它不是完整的 gzip 文件。请重新下载。',
  dataFileUnpacksToMore: '{file} 解压后超过清单中的 {expected, number} 字节。请重新下载。',
  dataFileUnpacksToLess: '{file} 解压后只有 {got, number} 字节，应为 {expected, number} 字节。请重新下载。',
  dataFileLabel:
    '{file} 中有标签不是类别：样本 {sample, number} 为 {got, number}，最大应为 {max, number}。请重新下载。',
  dataFileNotJson: '{file} 不是 JSON。请重新下载。',
  dataManifestInvalid: '{file} 不是本版本可读取的清单。请重新下载。',
  dataManifestKey: '{file} 不是本版本可读取的清单：{key} 无效。请重新下载。',
  dataManifestOther: '{file} 属于 {got}，应属于 {expected}。请放入正确的文件。',
  dataClosed: '数据集 {id} 在加载时被关闭。请重新打开。',
  imagesTooLarge: '图像最多占 2 GiB，但在 {shape} 时占 {gib} GiB。请选择更小的图像或更少的类别。',
  validationTooLarge: '须为 0 到 {max, number}（训练集的大小）之间的整数，得到 {got, number}。',
  batchOverTrainCount:
    '最多为 {max, number}，即 data.trainCount 允许的训练图像数，得到 {got, number}。请减小它，或增大 data.trainCount。',
  batchOverTraining:
    '最多为 {max, number}，即 {total, number} 幅中留出 {validation, number} 幅后所剩的训练图像数，得到 {got, number}。请减小它，或减小 data.validation。',
  patchesDivideImage: '{layer}：图像块须能整除 {image} 的图像，得到 {got}。可选 {choices}。',
  headsDivideWidth: '{layer}：注意力头数须能整除宽度 {width}，得到 {got}。可选 {choices}。',
  groupsDivideChannels: '{layer}：组数须能整除 {channels} 个通道，得到 {got}。可选 {choices}。',
  groupTooFew: '{layer}：每组须有多于一个的值，得到 {input} 分为 {got} 组。请减少组数或用更大的图像。',
  batchNormTooFew:
    '{layer}：批归一化要求每个通道有多于一个的值，得到批量大小 {images}、{input}。请增大批量大小，或改用组归一化。',
  kernelTooLarge:
    '{layer}：{size}×{size} 的卷积核不填充时至少需要 {size} × {size}，得到 {input}。请用更小的卷积核或更大的图像。',
  poolTooSmall:
    '{layer}：{size}×{size} 的池化至少需要 {size} × {size}，得到 {input}。{fix, select, pools {请减少池化或用更大的图像。} stem {请用更大的图像，或去掉首层后的池化。} other {请减少卷积块。}}',
  poolTwice: '每个卷积之后至多一个池化，{got} 出现了两次。只写一次。',
  unknownPreset: '没有名为 {got} 的预设。可用：{ids}。',
} satisfies Shape<typeof english>;
