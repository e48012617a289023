import type { ScheduleTexts } from '../declared.ts';

/** Schedules with what shapes them, by id; `any`: the warm-up that may stand in front of each. */
export const schedules = {
  constant: {
    name: 'Constant',
    help: 'Keeps the value of the slider.',
  },
  cosine: {
    name: 'Cosine',
    help: 'Falls from the value of the slider along half a cosine, until the end of the run.',
    final: { label: 'ends at', help: 'Fraction of the value that is left at the end.' },
  },
  polynomial: {
    name: 'Polynomial',
    help: 'Falls until the end of the run: in a straight line, or steeply at first with a power above 1.',
    power: {
      label: 'power',
      help: 'Shape of the fall: 1 is a straight line, more falls earlier, less falls later.',
    },
    final: { label: 'ends at', help: 'Fraction of the value that is left at the end.' },
    until: { label: 'reached at', help: 'Fraction of the run after which the value stops falling.' },
  },
  step: {
    name: 'Step',
    help: 'Multiplies the value by a factor at regular intervals.',
    every: { label: 'every', help: 'Number of steps between two drops.' },
    factor: { label: 'factor', help: 'What the value is multiplied by at each drop.' },
  },
  'multi-step': {
    name: 'Multi-step',
    help: 'Multiplies the value by a factor at up to three points of the run.',
    first: {
      label: 'first drop',
      help: 'Where the first drop comes, as a fraction of the run; 1 for none.',
    },
    second: {
      label: 'second drop',
      help: 'Where the second drop comes, as a fraction of the run; 1 for none.',
    },
    third: {
      label: 'third drop',
      help: 'Where the third drop comes, as a fraction of the run; 1 for none.',
    },
    factor: { label: 'factor', help: 'What the value is multiplied by at each drop.' },
  },
  exponential: {
    name: 'Exponential',
    help: 'Falls by the same fraction at every step.',
    factor: {
      label: 'factor per step',
      help: 'What the value is multiplied by at each step; 0.999 halves it every 693 steps.',
    },
  },
  'cosine-restarts': {
    name: 'Cosine restarts',
    help: 'Falls along half a cosine again and again, each time from the value of the slider.',
    period: { label: 'first period', help: 'Number of steps before the first restart.' },
    growth: { label: 'grows by', help: 'How many times longer each period is than the one before.' },
    final: { label: 'ends at', help: 'Fraction of the value that is left at the end of a period.' },
    bounces: { label: 'bounces', help: 'Rises along the same curve instead of jumping up.' },
  },
  'one-cycle': {
    name: 'One cycle',
    help: 'Rises to the value of the slider, then falls far below where it started.',
    rise: { label: 'rises for', help: 'Fraction of the run in which the value rises.' },
    startDivisor: {
      label: 'starts at 1 /',
      help: 'How many times smaller than the value of the slider it starts.',
    },
    finalDivisor: { label: 'ends at 1 /', help: 'How many times smaller than its start it ends.' },
    linear: { label: 'straight lines', help: 'Moves in straight lines instead of half cosines.' },
    threePhase: {
      label: 'three phases',
      help: 'Falls back to its start as slowly as it rose, then in a last phase to the end.',
    },
  },
  'warmup-stable-decay': {
    name: 'Stable, then decay',
    help: 'Keeps the value of the slider after the warm-up, and falls only in the last part of the run.',
    decay: { label: 'decays for', help: 'Last fraction of the run, in which the value falls.' },
    final: { label: 'ends at', help: 'Fraction of the value that is left at the end.' },
    root: {
      label: 'square root',
      help: 'Falls with the square root of time, steeply at first, instead of in a straight line.',
    },
  },
  'inverse-square-root': {
    name: 'Inverse square root',
    help: 'Falls ever more slowly; the run needs no fixed length.',
    timescale: {
      label: 'time scale',
      help: 'Number of steps in which the value falls to 71 %; three times as many halve it.',
    },
  },
  nmgd: {
    name: 'NMGD',
    help: 'Starts low, rises to its maximum and settles lower late in training.',
    start: { label: 'starts at', help: 'Momentum at the first step.' },
    max: { label: 'grows to', help: 'Momentum in the middle of the run.' },
    end: { label: 'settles at', help: 'Momentum at the end of the run.' },
    rise: { label: 'rises for', help: 'First fraction of the run, in which the momentum rises.' },
    fall: { label: 'settles for', help: 'Last fraction of the run, in which the momentum settles.' },
  },
  sutskever: {
    name: 'Sutskever 2013',
    help: 'Starts at one half and rises towards its maximum at regular intervals.',
    max: {
      label: 'at most',
      help: 'Upper limit of the momentum; the paper tried 0.9, 0.99, 0.995 and 0.999.',
    },
    period: { label: 'every', help: 'Number of steps between two rises.' },
  },
  'one-cycle-momentum': {
    name: 'One cycle',
    help: 'Falls while a one-cycle learning rate rises, and rises while it falls.',
    low: { label: 'lowest', help: 'Momentum where the learning rate peaks.' },
    high: { label: 'highest', help: 'Momentum at the start and at the end.' },
    rise: {
      label: 'falls for',
      help: 'Fraction of the run in which the momentum falls; use the same as for the learning rate.',
    },
    linear: { label: 'straight lines', help: 'Moves in straight lines instead of half cosines.' },
    threePhase: {
      label: 'three phases',
      help: 'Rises back to its start as slowly as it fell, then stays there in a last phase.',
    },
  },
  any: {
    warmup: {
      label: 'warm-up',
      help: 'Number of steps in which the value rises in a straight line before the schedule begins; 0 for none.',
    },
    warmupFrom: { label: 'rises from', help: 'Fraction of the value at which the warm-up starts.' },
  },
  overrun: {
    noReturn:
      '“{part}”, there and back, takes {share} of the run: {what, select, lr {the learning rate} other {the momentum}} does not come back.',
    overlap:
      '“{first}” and “{second}” take {share} of the run and overlap: {what, select, lr {the learning rate} other {the momentum}} jumps.',
    warmupLonger:
      'The warm-up of {steps, plural, one {# step} other {# steps}} is longer than the run of {room}: {what, select, lr {the learning rate} other {the momentum}} never reaches its value.',
    warmupSame:
      'The warm-up of {steps, plural, one {# step} other {# steps}} is as long as the run: {what, select, lr {the learning rate} other {the momentum}} never reaches its value.',
    period:
      'The first period takes {steps, plural, one {# step} other {# steps}}, and the schedule has {room}: it is cut short.',
    rise: 'The first rise would come after {steps, plural, one {# step} other {# steps}}, and the schedule has {room}: it never comes.',
    drop: 'The first drop would come after {steps, plural, one {# step} other {# steps}}, and the schedule has {room}: it never comes.',
    part: 'The {part} would come after {steps, plural, one {# step} other {# steps}}, and the schedule has {room}: it never comes.',
  },
} as const satisfies ScheduleTexts;
