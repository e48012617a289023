/** The charts: axes, legends, menus, texts for screen readers. */
export const charts = {
  accuracy: {
    percent: '{figure}\u202f%',
  },
  curve: {
    label: '{schedule}: {value} at step {step}',
    steps: '{steps, plural, one {# step} other {# steps}}',
  },
} as const;
