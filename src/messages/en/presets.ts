/** Name and lesson of each preset. */
export const presets = {} as const;
