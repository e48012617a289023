/** What holds of lanes and races wherever they are spoken of: targets, differences, confounders, what is wrong with a lane. */
export const race = {
  off: 'off',
  issue: {
    notLearning: 'Not learning: no better than guessing ({accuracy}) since the start.',
    collapsedAt: 'Collapsed: no better than guessing ({accuracy}) at step {step}.',
    collapsedSince: 'Collapsed: no better than guessing ({accuracy}) since step {step}.',
    best: 'Best {accuracy} at step {step}.',
    atChance:
      'Back at chance at step {step}: for {steps} steps the smoothed loss was ln {classes} = {loss} or more.',
    skipped: 'Stopped at step {step}: the guard skipped each of the last {steps} steps.',
    loss: 'Loss became {loss} at step {step}.',
  },
  cause: {
    rate: 'Likely cause: learning rate {lr}.',
    scheduledRate: 'Likely cause: learning rate {lr}, by its schedule {used}.',
    setting: 'Likely cause: {name} {value}.',
    warmupLonger:
      'Likely cause: the warm-up of {steps, plural, one {# step} other {# steps}} is longer than the run of {room}.',
    warmupSame:
      'Likely cause: the warm-up of {steps, plural, one {# step} other {# steps}} is as long as the run.',
    edit: 'Likely cause: {name} changed from {from} to {to} at step {at}.',
    editBefore:
      'Likely cause: {name} changed from {from} to {to} at step {at}, {steps, plural, one {# step} other {# steps}} before.',
    lrSchedule: 'Likely cause: the learning rate schedule became {schedule} at step {at}.',
    momentumSchedule: 'Likely cause: the momentum schedule became {schedule} at step {at}.',
  },
  search: {
    lowest:
      '{lane}: {lr}, the lowest learning rate tried, is the best. Set the lane to {lr} and tune again to search below it.',
    highest:
      '{lane}: {lr}, the highest learning rate tried, is the best. Set the lane to {lr} and tune again to search above it.',
    allDiverged: '{lane}: diverged at each of {rates}. Lower its learning rate and tune again.',
  },
} as const;
