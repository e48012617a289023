import type { shell as english } from '../en/shell.ts';
import type { Shape } from '../shape.ts';

/** Header, menus, shortcuts, banners, welcome, transport, announcements. */
export const shell = {
  header: {
    title: 'Downhill：{experiment}',
  },
  tab: {
    idle: '{experiment} – Downhill',
    running: '▶ {step} · 损失 {loss} – Downhill',
    hidden: '▶ {step} · 损失 {loss} · 正在后台训练 – Downhill',
    paused: '❚❚ {step} · 损失 {loss} – Downhill',
    finished: '✓ {step} · 损失 {loss} – Downhill',
    raced: '✓ {seeds, plural, other {# 个随机种子}} – Downhill',
    failed: '已停止 – Downhill',
  },
  more: {
    tip: '更多',
    label: '更多：结果、快捷键与相关页面',
    newSeed: '换一个随机种子重新开始',
    shortcuts: '键盘快捷键',
    licences: '数据来源与许可',
    schema: '实验的 JSON 模式',
  },
  results: {
    exportJson: '导出结果（JSON）',
    exportCsv: '导出每一步的数据（CSV）',
    import: '导入结果…',
  },
  language: {
    title: '语言',
  },
  theme: {
    title: '浅色或深色',
    label: '主题：{theme}',
    auto: '跟随系统',
    light: '浅色',
    dark: '深色',
  },
  projector: {
    name: '投影',
    tip: '投影模式：字更大，数字更少（P）',
  },
  shortcuts: {
    title: '键盘快捷键',
    space: '空格',
    shift: 'Shift',
    to: '至',
    train: '训练，暂停',
    step: '单步',
    restart: '从相同的初始权重重新开始',
    seed: '换一个随机种子重新开始',
    log: '对数坐标',
    lane: '显示或隐藏一条赛道',
    projector: '投影模式：字更大，数字更少',
    list: '本列表',
    note: '输入文字时快捷键不起作用；方向键仍可移动滑块。',
  },
  adapter: {
    title: '训练所用的设备',
  },
} satisfies Shape<typeof english>;
