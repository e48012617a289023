/** A text in pieces; figures stand out. */
export type Phrase = readonly (string | { readonly figure: string })[];

/** What `t.rich` makes of `<b>`: takes the tag off, and marks what it was around. */
type RichTag = (parts: unknown) => never;

/** For `<b>` in a text: what stands in it is a figure. */
export const figureTag = ((parts: unknown) => ({ figure: [parts].flat().join('') })) as RichTag;

/** What `t.rich` gives with `figureTag`, as a phrase. */
export const phraseOf = (made: unknown): Phrase => [made].flat() as Phrase;

export const plainText = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === 'string' ? part : part.figure)).join('');
