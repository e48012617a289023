import type { lanes as english } from '../en/lanes.ts';
import type { Shape } from '../shape.ts';

/** The lane cards: their states, controls, menus and notes. */
export const lanes = {
  add: {
    lane: '添加赛道',
    full: '最多 {count} 条赛道',
  },
  card: {
    controls: '{lane}：控件',
    more: '{lane}：更多',
    moreControls: '更多',
    fewerControls: '收起',
    keepOpen: '{lane}：保持展开',
    keepOpenTip: '打开其他赛道时保持展开',
    onCharts: '图表中的 {lane}',
    showTip: '在图表中显示（{key}）',
    hideTip: '在图表中隐藏（{key}）',
    lastTip: '图表中的最后一条赛道不能隐藏（{key}）',
    loss: '<hidden>损失</hidden> {loss}',
    lossTip: '训练损失，已平滑',
    lossOfSeedTip: '种子 {seed} 的训练损失，已平滑',
    medianLossTip: '{seeds} 个种子的训练损失中位数，已平滑',
    skipped: '{steps, plural, =0 {未跳过任何步} other {已跳过 # 步}}',
  },
  menu: {
    style: '颜色与线型',
    styleFree: '颜色 {place}',
    styleOwn: '颜色 {place}，已选',
    styleOfLane: '颜色 {place}，与 {lane} 交换',
    rename: '重命名',
    show: '在图表中显示',
    hide: '在图表中隐藏',
    stop: '停止此赛道',
    duplicate: '复制',
    moveUp: '上移',
    moveDown: '下移',
    remove: '移除',
    newRace: '新竞赛',
    saveWeights: '保存权重（safetensors）',
    saveModel: '保存模型（TensorFlow.js）',
    startFrom: '从其权重开始',
  },
  name: {
    label: '{lane} 的名称',
    notFree: '已有同名的赛道',
  },
  optimizer: {
    label: '优化器：{optimizer}',
    note: '更换优化器会开始新的运行。',
  },
  group: {
    variant: '变体',
    variantNote: '修改会开始新的运行',
    stability: '稳定性',
    stabilityNote: '开关会开始新的运行',
    isOn: '{control}：开启',
  },
  control: {
    name: '{lane} {value}',
    heldBy: '由调度设定：{schedule}',
    inUse: '{when, select, last {末值} other {当前}} {value}',
    aboveSlider: '{value}，高于滑块范围',
    belowSlider: '{value}，低于滑块范围',
    beyond: '超出滑块范围（最大 {end}）。',
    beyondRate: '超出滑块范围（最大 {end}）：学习率异常高。',
    below: '低于滑块范围（最小 {end}）。',
    belowRate: '低于滑块范围（最小 {end}）：学习率异常低。',
    logScale: '滑块为对数刻度：距离相等，倍数相等。',
    oneMinusScale: '滑块按 1 − 值移动，使 0.9、0.99 与 0.999 间隔相等。',
    optionRange: '取值 {min} 至 {max}。',
  },
  /** What is wrong with a number that was typed. */
  typed: {
    above: '必须是大于 {min} 的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    atLeast: '必须是不小于 {min} 的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    between:
      '必须是 {min} 至 {max} 之间的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    fromToBelow:
      '必须是不小于 {min} 且小于 {max} 的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    aboveTo:
      '必须是大于 {min} 且不大于 {max} 的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    aboveToBelow:
      '必须是大于 {min} 且小于 {max} 的{kind, select, whole {整数} other {数}}，输入：{got}。例如 {example}。',
    tooLarge: '不能大于 {max}（32 位浮点数的最大值），输入：{got}。例如 {example}。',
    tooSmall: '不能小于 {min}，输入：{got}：更小的数在 32 位浮点数中变为 0。例如 {example}。',
    tooSmallOrZero: '必须是 0 或不小于 {min}，输入：{got}：更小的数在 32 位浮点数中变为 0。例如 {example}。',
    roundedToMax: '作为 32 位浮点数必须小于 {max}，输入：{got}。例如 {example}。',
    roundedToMin: '作为 32 位浮点数必须大于 {min}，输入：{got}。例如 {example}。',
    nothing: '空',
    twoReadings: '“{text}”可以是 {first} 或 {second}，请输入其中之一。',
  },
  schedule: {
    title: '调度：{value}',
    label: '{lane} {value}，调度：{schedule}',
    curve: '{value}，调度：{schedule}',
  },
  /** A lane's state, on its badge. */
  state: {
    ready: '就绪',
    tuning: '调优：{begun} / {all}',
    building: '正在构建',
    running: '运行中',
    paused: '已暂停',
    finished: '已完成',
    stopped: '已停止',
    target: '第 {step} 步达标',
    targetMedian: '中位步数 {step}',
    targetIn: '达标 {reached} / {seeds}',
    didNotFinish: '未达标',
    diverged: '已发散',
    divergedAt: '种子 {seed} 发散',
    divergedIn: '发散 {diverged} / {seeds}',
    notLearning: '未在学习',
    collapsed: '已崩溃',
    failed: '失败',
  },
  again: {
    uses: '再次训练将使用：{values}；实验原为 {own}。',
    searches: '再次训练将围绕{rate} 搜索；实验原为 {own}。',
    searchesAndUses: '再次训练将围绕{rate} 搜索，并使用：{values}；实验原为 {own}。',
    value: '{name} {value}',
    lrSchedule: '学习率调度“{schedule}”',
    momentumSchedule: '动量调度“{schedule}”',
    reset: '恢复为 {values}',
    resetOf: '恢复为 {values}：{lane}',
    resetAll: '全部恢复',
    resetAllOf: '全部恢复：{lane}',
  },
  issue: {
    atSeed: '种子 {seed}：{issue}',
    retryRate: '以学习率 {rate} 重试',
    retryValue: '重试：{name} {value}',
    retryWarmup: '以预热 {steps, plural, other {# 步}}重试',
    retrySchedule: '以{what, select, lr {学习率} other {动量}}调度“{schedule}”重试',
  },
  tuned: {
    rate: '{over, select, yes {参赛所用} other {参赛}}学习率 {rate}，是尝试的 {tried} 个中最好的',
    rateBefore:
      '{over, select, yes {参赛所用} other {参赛}}学习率 {rate}，是尝试的 {tried} 个中最好的，此前已尝试 {before} 个',
    keep: '保留学习率 {rate}',
    keepOf: '为 {lane} 保留学习率 {rate}',
    keepTip: '下一次搜索以它为中心，快速竞赛直接使用它',
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
