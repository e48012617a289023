/** At most so many of the indices below `count`: the first, the last, and others evenly between. */
export function spacedOut(count: number, max: number): number[] {
  if (count <= max) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: max }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, max - 1)));
}

/**
 * Which of `count` layers get a label where there is room for `max`: the first and the last, then those of special
 * interest, in two thirds of the room at most, and others evenly between. It goes by order alone, so that no label comes
 * or goes as values change.
 */
export function labelled(count: number, max: number, special: readonly number[]): number[] {
  const room = Math.max(2, max);
  const share = Math.max(1, Math.floor((2 * room) / 3) - 1);
  const ticks = [0, count - 1, ...spacedOut(special.length, share).map((i) => special[i] ?? 0)];
  const chosen = new Set(ticks.filter((layer) => layer >= 0 && layer < count).slice(0, room));
  for (let others = room; others > 1; others--) {
    const more = spacedOut(count, others).filter((layer) => !chosen.has(layer));
    if (chosen.size + more.length > room) continue;
    for (const layer of more) chosen.add(layer);
    break;
  }
  return [...chosen].toSorted((a, b) => a - b);
}
