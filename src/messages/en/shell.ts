/** Header, menus, shortcuts, banners, welcome, transport, announcements. */
export const shell = {
  header: {
    title: 'Downhill: {experiment}',
  },
  tab: {
    idle: '{experiment} – Downhill',
    running: '▶ {step} · loss {loss} – Downhill',
    hidden: '▶ {step} · loss {loss} · training in the background – Downhill',
    paused: '❚❚ {step} · loss {loss} – Downhill',
    finished: '✓ {step} · loss {loss} – Downhill',
    raced: '✓ {seeds, plural, one {# seed} other {# seeds}} – Downhill',
    failed: 'Stopped – Downhill',
  },
  more: {
    tip: 'More',
    label: 'More: results, shortcuts and pages',
    newSeed: 'Restart from a new seed',
    shortcuts: 'Keyboard shortcuts',
    licences: 'Data sources and licences',
    schema: 'JSON schema of an experiment',
  },
  results: {
    exportJson: 'Export result, JSON',
    exportCsv: 'Export every step, CSV',
    import: 'Import a result…',
  },
  language: {
    title: 'Language',
  },
  theme: {
    title: 'Light or dark',
    label: 'Theme: {theme}',
    auto: 'System',
    light: 'Light',
    dark: 'Dark',
  },
  projector: {
    name: 'Projector',
    tip: 'Projector: larger type, fewer figures (P)',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    space: 'Space',
    shift: 'Shift',
    to: 'to',
    train: 'Train, pause',
    step: 'One step',
    restart: 'Restart from the same weights',
    seed: 'Restart from a new seed',
    log: 'Log scale',
    lane: 'Show or hide a lane',
    projector: 'Projector: larger type, fewer figures',
    list: 'This list',
    note: 'Shortcuts are off while you type; arrow keys still move sliders.',
  },
  adapter: {
    title: 'Where training runs',
  },
} as const;
