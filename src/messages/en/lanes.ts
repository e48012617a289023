/** The lane cards: their states, controls, menus and notes. */
export const lanes = {} as const;
