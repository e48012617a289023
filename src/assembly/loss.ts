import { exp, ln } from './math';

/**
 * Softmax cross-entropy against smoothed labels: dLogits of the mean over `total`, and the sum of the losses of these n
 * samples added to the float64 at `loss`.
 *   logits, dLogits   [n, classes]
 *   labels            u32 [n]
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  dLogits: usize,
  loss: usize,
  n: i32,
  classes: i32,
  total: i32,
  smoothing: f32,
): void {
  const share: f32 = 1 / <f32>total;
  const off: f32 = smoothing / <f32>classes;
  let sum = load<f64>(loss);
  for (let b = 0; b < n; b++) {
    const row = (<usize>(b * classes)) << 2;
    const z = logits + row;
    const d = dLogits + row;
    const label = <i32>load<u32>(labels + ((<usize>b) << 2));
    const largest = largestOf(z, classes);
    let exps: f32 = 0;
    for (let c = 0; c < classes; c++) {
      const e = exp(load<f32>(z + ((<usize>c) << 2)) - largest);
      store<f32>(d + ((<usize>c) << 2), e);
      exps += e;
    }
    const logarithm = ln(exps);
    let own: f32 = 0;
    for (let c = 0; c < classes; c++) {
      const at = (<usize>c) << 2;
      const target: f32 = c === label ? 1 - smoothing + off : off;
      if (target !== 0) own += target * (logarithm - (load<f32>(z + at) - largest));
      store<f32>(d + at, (load<f32>(d + at) / exps - target) * share);
    }
    sum += <f64>own;
  }
  store<f64>(loss, sum);
}

/** NaN where there is one. */
function largestOf(z: usize, classes: i32): f32 {
  let largest = load<f32>(z);
  for (let c = 1; c < classes; c++) largest = max(largest, load<f32>(z + ((<usize>c) << 2)));
  return largest;
}

/**
 * Adds n samples to an evaluation: the losses to the float64 at `loss`, each prediction (the first class with the largest
 * logit) to confusion u32 [classes, classes], by label and prediction.
 */
export function score(
  logits: usize,
  labels: usize,
  confusion: usize,
  loss: usize,
  n: i32,
  classes: i32,
): void {
  let sum = load<f64>(loss);
  for (let b = 0; b < n; b++) {
    const z = logits + ((<usize>(b * classes)) << 2);
    const label = <i32>load<u32>(labels + ((<usize>b) << 2));
    const largest = largestOf(z, classes);
    let exps: f32 = 0;
    let predicted = 0;
    for (let c = classes - 1; c >= 0; c--) {
      const value = load<f32>(z + ((<usize>c) << 2));
      exps += exp(value - largest);
      if (value === largest) predicted = c;
    }
    sum += <f64>(ln(exps) - (load<f32>(z + ((<usize>label) << 2)) - largest));
    const cell = confusion + ((<usize>(label * classes + predicted)) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
  store<f64>(loss, sum);
}
