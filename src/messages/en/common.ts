/** Words of every part of the page: buttons, units, lists. */
export const common = {
  close: 'Close',
} as const;
