/** What holds of lanes and races wherever they are spoken of: targets, differences, confounders, what is wrong with a lane. */
export const race = {
  off: 'off',
  search: {
    lowest:
      '{lane}: {lr}, the lowest learning rate tried, is the best. Set the lane to {lr} and tune again to search below it.',
    highest:
      '{lane}: {lr}, the highest learning rate tried, is the best. Set the lane to {lr} and tune again to search above it.',
    allDiverged: '{lane}: diverged at each of {rates}. Lower its learning rate and tune again.',
  },
} as const;
