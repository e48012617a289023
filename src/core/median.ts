/**
 * The middle value; the mean of the two middle ones for an even count. Infinite values take part: a median is infinite
 * where a middle value is.
 * @throws RangeError on no values, or where one is not a number
 */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('median: needs at least one value, got none');
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) throw new RangeError(`median: value ${i} must be a number, got NaN`);
  }
  return medianOf(Float64Array.from(values)) + 0; // a −0 would stand where the order of the values puts it
}

/** The median of a scratch array, which it sorts: insertion, since values are few. */
export function medianOf(scratch: Float64Array): number {
  sortFew(scratch);
  const n = scratch.length;
  const upper = scratch[n >>> 1] as number;
  if (n % 2 === 1) return upper;
  const lower = scratch[n / 2 - 1] as number;
  return lower === upper ? upper : (lower + upper) / 2;
}

/** Sorts in place, upwards; meant for a handful of values. */
function sortFew(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let j = i - 1;
    for (; j >= 0 && (values[j] as number) > value; j--) values[j + 1] = values[j] as number;
    values[j + 1] = value;
  }
}
