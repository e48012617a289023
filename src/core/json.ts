/** Why a text was not read as JSON. */
export type JsonFault = 'tooLong' | 'tooDeep' | 'notJson';

export interface JsonBounds {
  /** Letters of the text. */
  readonly letters: number;
  /** Lists and objects inside one another; a plain number has none. */
  readonly depth: number;
}

/**
 * A JSON text that may come from anyone. Its size and nesting are looked at before it is parsed, for what is deep is
 * slow to walk and may overflow the stack of whoever walks it.
 */
export function parseJson(
  text: string,
  bounds: JsonBounds,
): { readonly value: unknown; readonly fault: JsonFault | null } {
  const none = (fault: JsonFault) => ({ value: undefined, fault });
  if (text.length > bounds.letters) return none('tooLong');
  if (isDeeper(text, bounds.depth)) return none('tooDeep');
  try {
    return { value: JSON.parse(text), fault: null };
  } catch {
    return none('notJson');
  }
}

const [quote, backslash, openList, closeList, openObject, closeObject] = Array.from('"\\[]{}', (letter) =>
  letter.charCodeAt(0),
);

function isDeeper(text: string, max: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter === quote) i = endOfString(text, i);
    else if (letter === openList || letter === openObject) {
      if (++depth > max) return true;
    } else if (letter === closeList || letter === closeObject) depth--;
  }
  return false;
}

/** Where the string that begins at `start` has its closing quote; the end of the text where it has none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter === backslash) i++;
    else if (letter === quote) return i;
  }
  return text.length;
}
