/** As many lanes as have a style of their own. */
export const maxLanes = 8;

/** Looks for all lanes: what they say; else that of their place, or the first that no other has. */
export function completeStyleIndices(indices: readonly (number | undefined)[]): number[] {
  const used = new Set(indices);
  return indices.map((styleIndex, place) => {
    if (styleIndex !== undefined) return styleIndex;
    const index = used.has(place) ? firstFree(used) : place;
    used.add(index);
    return index;
  });
}

/** The first style index that is free. */
export function firstFree(used: ReadonlySet<number | undefined>): number {
  return (
    Array.from({ length: maxLanes }, (_, styleIndex) => styleIndex).find(
      (styleIndex) => !used.has(styleIndex),
    ) ?? 0
  );
}

/** A name that is not taken: `Nesterov`, else `Nesterov 2`, `Nesterov 3` and so on. */
export function freeName(base: string, used: readonly string[]): string {
  let name = base;
  for (let count = 2; used.includes(name); count++) name = `${base} ${count}`;
  return name;
}

/** Whether a name is the optimizer's, numbered or not, and not one that a person gave. */
export function isNameOf(base: string, name: string): boolean {
  return name === base || (name.startsWith(`${base} `) && /^\d+$/.test(name.slice(base.length + 1)));
}
