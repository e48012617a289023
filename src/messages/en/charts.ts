/** The charts: axes, legends, menus, texts for screen readers. */
export const charts = {} as const;
