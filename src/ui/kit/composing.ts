/** Whether a key belongs to an input method that composes a letter or a word: 229 is how some browsers say so. */
export const isComposing = ({
  isComposing: composing,
  keyCode,
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean => composing || keyCode === 229;
