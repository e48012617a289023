/** a · b + c, rounded twice: a fused multiply-add is the machine's choice, and would give other bits. */
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Stores the first `count` of four floats. */
export function storeSome(to: usize, values: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, values);
    return;
  }
  let rest = values;
  let at = to;
  if ((count & 2) !== 0) {
    v128.store64_lane(at, rest, 0);
    rest = v128.shuffle<f32>(rest, rest, 2, 3, 2, 3);
    at += 8;
  }
  if ((count & 1) !== 0) v128.store32_lane(at, rest, 0);
}

/** Stores the first `count` of eight floats. */
export function storeEight(to: usize, low: v128, high: v128, count: i32): void {
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  storeSome(to, low, count);
  if (count > 4) storeSome(to + 16, high, count - 4);
}

/** Adds the first `count` of eight floats to those in memory. */
export function addEight(to: usize, low: v128, high: v128, count: i32): void {
  storeEight(to, f32x4.add(v128.load(to), low), f32x4.add(v128.load(to, 16), high), count);
}

/** The sum of four floats, in pairs. */
export function sumOf(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

/** Ones in the first `count` of four lanes, of 4 where there are more: a mask for what lies behind the end. */
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}
