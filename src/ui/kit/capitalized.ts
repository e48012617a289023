/** With a capital at the start: `learning rate` → `Learning rate`. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
