/**
 * The k-th smallest of the first `count` values of a scratch array, k from 0, which it puts in another order. What a sort
 * would put there, in time that grows with the count alone. None may be NaN.
 * Source: Hoare 1961, "Algorithm 65: find".
 */
export function kthSmallest(scratch: Float64Array, count: number, k: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = scratch[(low + high) >>> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((scratch[i] as number) < pivot) i++;
      while ((scratch[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = scratch[i] as number;
      scratch[i++] = scratch[j] as number;
      scratch[j--] = swapped;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return scratch[k] as number;
}
