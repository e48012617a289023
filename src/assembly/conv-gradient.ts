import { addEight, madd } from './lanes';

/**
 * dW [kernelHeight, span, outChannels] += Σ over positions of window · dY: four floats of a window by eight output
 * channels in registers. x as in `conv`, dY as its y.
 */
export function convWeightGradient(
  x: usize,
  dY: usize,
  dW: usize,
  n: i32,
  outHeight: i32,
  outWidth: i32,
  imageBytes: usize,
  stepRowBytes: usize,
  stepBytes: usize,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
): void {
  const step = (<usize>outChannels) << 2;
  const row = <usize>outWidth * step;
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let j = 0; j < span; j += 4) {
      const from = x + <usize>ky * rowBytes + ((<usize>j) << 2);
      for (let f = 0; f < outChannels; f += 8) {
        let a0 = f32x4.splat(0);
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        let a4 = a0;
        let a5 = a0;
        let a6 = a0;
        let a7 = a0;
        let dAt = dY + ((<usize>f) << 2);
        for (let b = 0; b < n; b++) {
          for (let oy = 0; oy < outHeight; oy++) {
            let at = from + <usize>b * imageBytes + <usize>oy * stepRowBytes;
            const end = dAt + row;
            while (dAt < end) {
              const d0 = v128.load(dAt);
              const d1 = v128.load(dAt, 16);
              let s = v128.load_splat<f32>(at);
              a0 = madd(s, d0, a0);
              a4 = madd(s, d1, a4);
              s = v128.load_splat<f32>(at, 4);
              a1 = madd(s, d0, a1);
              a5 = madd(s, d1, a5);
              s = v128.load_splat<f32>(at, 8);
              a2 = madd(s, d0, a2);
              a6 = madd(s, d1, a6);
              s = v128.load_splat<f32>(at, 12);
              a3 = madd(s, d0, a3);
              a7 = madd(s, d1, a7);
              at += stepBytes;
              dAt += step;
            }
          }
        }
        const to = dW + ((<usize>(ky * span + j) * <usize>outChannels + <usize>f) << 2);
        const count = outChannels - f;
        const rows = span - j;
        addEight(to, a0, a4, count);
        if (rows > 1) addEight(to + step, a1, a5, count);
        if (rows > 2) addEight(to + 2 * step, a2, a6, count);
        if (rows > 3) addEight(to + 3 * step, a3, a7, count);
      }
    }
  }
}

/**
 * to[columns] += the sum of the first `columns` floats of rows that are `stride` floats apart, each column in the order of
 * the rows.
 */
export function sumRows(x: usize, to: usize, rows: i32, stride: i32, columns: i32): void {
  const step = (<usize>stride) << 2;
  for (let c = 0; c < columns; c += 8) {
    let low = f32x4.splat(0);
    let high = low;
    let at = x + ((<usize>c) << 2);
    for (let r = 0; r < rows; r++) {
      low = f32x4.add(low, v128.load(at));
      high = f32x4.add(high, v128.load(at, 16));
      at += step;
    }
    addEight(to + ((<usize>c) << 2), low, high, columns - c);
  }
}
