/** The drawers of the sidebar: data, length, race, model. */
export const settings = {} as const;
