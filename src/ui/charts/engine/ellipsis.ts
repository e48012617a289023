/**
 * A text as far as it fits into `room` pixels, with an ellipsis where it is cut; never cut within a character. Empty where
 * not even the ellipsis fits.
 * @param widthOf pixels that a text takes
 */
export function fitted(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text;
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const cut = `${characters.join('').trimEnd()}…`;
    if (widthOf(cut) <= room) return cut;
  }
  return '';
}
