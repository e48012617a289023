/** As many lanes as have a style of their own. */
export const maxLanes = 8;

/** Style indices for all lanes: what they say; else that of their place, or the first that no other has. */
export function completeStyleIndices(indices: readonly (number | undefined)[]): number[] {
  const used = new Set(indices);
  return indices.map((styleIndex, place) => {
    if (styleIndex !== undefined) return styleIndex;
    const index = used.has(place) ? firstFree(used) : place;
    used.add(index);
    return index;
  });
}

/** Ids for all lanes: what they say; else that of their style, or the first that no other has. */
export function completeIds(
  ids: readonly (string | undefined)[],
  styleIndices: readonly (number | undefined)[],
): string[] {
  const used = new Set(ids);
  return ids.map((id, place) => {
    if (id !== undefined) return id;
    const ofStyle = idOfStyle(styleIndices[place] ?? place);
    const newId = used.has(ofStyle) ? freeId(used) : ofStyle;
    used.add(newId);
    return newId;
  });
}

/** The first id that is free: a letter, for no experiment has more lanes than styles. */
export function freeId(used: ReadonlySet<string | undefined>): string {
  const all = Array.from({ length: maxLanes }, (_, styleIndex) => idOfStyle(styleIndex));
  return all.find((id) => !used.has(id)) ?? 'a';
}

const idOfStyle = (styleIndex: number): string => String.fromCharCode('a'.charCodeAt(0) + styleIndex);

/** Lanes as links and files have them: without ids, which reading gives them again by their styles. */
export const withoutIds = <Lane extends { readonly id: string }>(
  lanes: readonly Lane[],
): Omit<Lane, 'id'>[] => lanes.map(({ id: _, ...lane }) => lane);

/** The first style index that is free. */
export function firstFree(used: ReadonlySet<number | undefined>): number {
  return (
    Array.from({ length: maxLanes }, (_, styleIndex) => styleIndex).find(
      (styleIndex) => !used.has(styleIndex),
    ) ?? 0
  );
}

/** A name that is free: `Nesterov`, else `Nesterov 2`, `Nesterov 3` and so on. */
export function freeName(base: string, used: readonly string[]): string {
  let name = base;
  for (let count = 2; used.includes(name); count++) name = `${base} ${count}`;
  return name;
}

/** Whether a name is the optimizer's, numbered or not, and not one that a person gave. */
export function isNameOf(base: string, name: string): boolean {
  return name === base || (name.startsWith(`${base} `) && /^\d+$/.test(name.slice(base.length + 1)));
}

/** A name as it is seen: without letters that have no width, spaces alike. */
const seenName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}\p{Variation_Selector}\u115f\u1160\u2800\u3164\uffa0]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Whether two names cannot be told apart by eye. */
export const looksAlike = (a: string, b: string): boolean => seenName(a) === seenName(b);
