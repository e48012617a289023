/** The lane cards: their states, controls, menus and notes. */
export const lanes = {
  schedule: {
    part: '{lane} {value} schedule: {part}',
    choice: 'Schedule',
    needsLength: '{schedule} needs a length, since it spans the whole run. Set steps or epochs under Length.',
  },
  formula: {
    word: {
      else: 'else',
      afterwards: 'then',
      cols: 'cols',
      rows: 'rows',
      skipUnless: 'skip unless',
    },
    label: 'Formula',
    symbols: 'Symbols',
    values: 'Values',
    now: 'now',
    next: 'next',
    memory: 'Memory',
    noMemory: 'none',
    memoryEach: '{numbers, plural, one {# number per parameter} other {# numbers per parameter}}',
    memoryHere:
      '{numbers, plural, one {# number per parameter} other {# numbers per parameter}}, {size} here',
    reset: 'Reset to {value}, as in the experiment',
    setDefault: 'Set to {value}, the default',
  },
} as const;
