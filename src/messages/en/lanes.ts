/** The lane cards: their states, controls, menus and notes. */
export const lanes = {
  add: {
    lane: 'Add lane',
    full: 'At most {count} lanes',
  },
  card: {
    controls: '{lane}: controls',
    more: '{lane}: more',
    moreControls: 'More',
    fewerControls: 'Less',
    keepOpen: '{lane}: keep open',
    keepOpenTip: 'Keep open when another lane is opened',
    onCharts: '{lane} on the charts',
    showTip: 'Show on the charts ({key})',
    hideTip: 'Hide on the charts ({key})',
    lastTip: 'The last lane on the charts cannot be hidden ({key})',
    loss: '<hidden>loss</hidden> {loss}',
    lossTip: 'Training loss, smoothed',
    lossOfSeedTip: 'Training loss of seed {seed}, smoothed',
    medianLossTip: 'Median training loss of {seeds} seeds, smoothed',
    skipped: '{steps, plural, =0 {no steps skipped} one {# step skipped} other {# steps skipped}}',
  },
  menu: {
    style: 'Colour and dash',
    styleFree: 'Colour {place}',
    styleOwn: 'Colour {place}, chosen',
    styleOfLane: 'Colour {place}, exchanged with {lane}',
    rename: 'Rename',
    show: 'Show on the charts',
    hide: 'Hide on the charts',
    stop: 'Stop this lane',
    duplicate: 'Duplicate',
    moveUp: 'Move up',
    moveDown: 'Move down',
    remove: 'Remove',
    newRace: 'new race',
    saveWeights: 'Save weights, safetensors',
    saveModel: 'Save model, TensorFlow.js',
    startFrom: 'Start from its weights',
  },
  name: {
    label: 'Name of {lane}',
    notFree: 'Another lane has this name',
  },
  optimizer: {
    label: 'Optimizer: {optimizer}',
    note: 'Another optimizer starts a new run.',
  },
  group: {
    variant: 'Variant',
    variantNote: 'a change starts a new run',
    stability: 'Stability',
    stabilityNote: 'a switch starts a new run',
    isOn: '{control}: on',
  },
  control: {
    name: '{lane} {value}',
    heldBy: 'set by the schedule: {schedule}',
    inUse: '{when, select, last {last} other {now}} {value}',
    aboveSlider: '{value}, above the slider',
    belowSlider: '{value}, below the slider',
    beyond: 'Beyond the slider, which ends at {end}.',
    beyondRate: 'Beyond the slider, which ends at {end}: unusually high for a learning rate.',
    below: 'Below the slider, which begins at {end}.',
    belowRate: 'Below the slider, which begins at {end}: unusually low for a learning rate.',
    logScale: 'The slider is logarithmic: equal distances are equal factors.',
    oneMinusScale: 'The slider moves in 1 − value, so that 0.9, 0.99 and 0.999 are evenly spaced.',
    optionRange: 'From {min} to {max}.',
  },
  /** What is wrong with a number that was typed. */
  typed: {
    above:
      'Must be a {kind, select, whole {whole number} other {number}} above {min}, got {got}. Type e.g. {example}.',
    atLeast:
      'Must be a {kind, select, whole {whole number} other {number}} of at least {min}, got {got}. Type e.g. {example}.',
    between:
      'Must be a {kind, select, whole {whole number} other {number}} from {min} to {max}, got {got}. Type e.g. {example}.',
    fromToBelow:
      'Must be a {kind, select, whole {whole number} other {number}} from {min} to below {max}, got {got}. Type e.g. {example}.',
    aboveTo:
      'Must be a {kind, select, whole {whole number} other {number}} above {min}, up to {max}, got {got}. Type e.g. {example}.',
    aboveToBelow:
      'Must be a {kind, select, whole {whole number} other {number}} above {min} and below {max}, got {got}. Type e.g. {example}.',
    tooLarge: 'Must be at most {max}, the largest 32-bit float, got {got}. Type e.g. {example}.',
    tooSmall:
      'Must be at least {min}, got {got}: 32-bit floats round anything smaller to 0. Type e.g. {example}.',
    tooSmallOrZero:
      'Must be 0 or at least {min}, got {got}: 32-bit floats round anything smaller to 0. Type e.g. {example}.',
    roundedToMax: 'Must stay below {max} as a 32-bit float, got {got}. Type e.g. {example}.',
    roundedToMin: 'Must stay above {min} as a 32-bit float, got {got}. Type e.g. {example}.',
    nothing: 'nothing',
    twoReadings: '“{text}” can mean {first} or {second}. Type one of these.',
  },
  schedule: {
    title: '{value} schedule',
    label: '{lane} {value} schedule: {schedule}',
    curve: '{value} schedule, {schedule}',
  },
  /** A lane's state, on its badge. */
  state: {
    ready: 'Ready',
    tuning: 'Tuning: {begun} of {all}',
    building: 'Building',
    running: 'Running',
    paused: 'Paused',
    finished: 'Finished',
    stopped: 'Stopped',
    target: 'Target at step {step}',
    targetMedian: 'Median step {step}',
    targetIn: 'Target in {reached} of {seeds}',
    didNotFinish: 'Did not finish',
    diverged: 'Diverged',
    divergedAt: 'Diverged at seed {seed}',
    divergedIn: 'Diverged in {diverged} of {seeds}',
    notLearning: 'Not learning',
    collapsed: 'Collapsed',
    failed: 'Failed',
  },
  again: {
    uses: 'Train again uses {values}; the experiment has {own}.',
    searches: 'Train again searches around {rate}; the experiment has {own}.',
    searchesAndUses: 'Train again searches around {rate} and uses {values}; the experiment has {own}.',
    value: '{name} {value}',
    lrSchedule: 'the learning rate schedule {schedule}',
    momentumSchedule: 'the momentum schedule {schedule}',
    reset: 'Reset to {values}',
    resetOf: 'Reset to {values}: {lane}',
    resetAll: 'Reset all',
    resetAllOf: 'Reset all: {lane}',
  },
  issue: {
    atSeed: 'Seed {seed}: {issue}',
    retryRate: 'Retry at lr {rate}',
    retryValue: 'Retry with {name} {value}',
    retryWarmup: 'Retry with a warm-up of {steps, plural, one {# step} other {# steps}}',
    retrySchedule: 'Retry with {what, select, lr {learning rate} other {momentum}} schedule {schedule}',
  },
  tuned: {
    rate: '{over, select, yes {Raced} other {Races}} at lr {rate}, the best of {tried} tried',
    rateBefore:
      '{over, select, yes {Raced} other {Races}} at lr {rate}, the best of {tried} tried, after {before} tried before',
    keep: 'Keep lr {rate}',
    keepOf: 'Keep lr {rate} for {lane}',
    keepTip: 'The next search is centred on it, and a quick race uses it',
  },
  /** How far a lane came that missed the target. */
  missed: {
    best: 'Best {metric, select, validationLoss {validation loss {best}} other {{best}}} in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    ended:
      'Ended at {metric, select, validationLoss {a validation loss of {end}} other {{end}}}, best {best} at step {at}, in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    medianBest:
      'Median best {metric, select, validationLoss {validation loss {best}} other {{best}}} in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
    medianEnded:
      'Ended at a median {metric, select, validationLoss {validation loss of {end}} other {of {end}}}, median best {best}, in {steps, plural, one {# step} other {# steps}}; the target was {goal}.',
  },
} as const;
