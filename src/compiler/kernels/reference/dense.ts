import type { DenseShape } from '../matmul/dense.ts';

/** x · w + b in float64. Shapes: x [batch, inputs], w [inputs, outputs], b [outputs]; returned [batch, outputs]. */
export function denseReference(
  { batch, inputs, outputs }: DenseShape,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  const sums = new Float64Array(batch * outputs);
  for (let m = 0; m < batch; m++) {
    const row = sums.subarray(m * outputs, (m + 1) * outputs);
    for (let n = 0; n < outputs; n++) row[n] = b[n] as number;
    for (let k = 0; k < inputs; k++) {
      const value = x[m * inputs + k] as number;
      for (let n = 0; n < outputs; n++) row[n] = (row[n] as number) + value * (w[k * outputs + n] as number);
    }
  }
  return sums;
}

/** dX = dPreActivation · wᵀ, dW = xᵀ · dPreActivation, db = Σ_batch dPreActivation in float64, for the dPreActivation [batch, outputs] before the activation. */
export function denseGradientReference(
  { batch, inputs, outputs }: DenseShape,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  dPreActivation: ArrayLike<number>,
): { dX: Float64Array; dW: Float64Array; db: Float64Array } {
  const dX = new Float64Array(batch * inputs);
  const dW = new Float64Array(inputs * outputs);
  const db = new Float64Array(outputs);
  for (let m = 0; m < batch; m++) {
    for (let n = 0; n < outputs; n++) db[n] = (db[n] as number) + (dPreActivation[m * outputs + n] as number);
    for (let k = 0; k < inputs; k++) {
      const value = x[m * inputs + k] as number;
      let sum = 0;
      for (let n = 0; n < outputs; n++) {
        const up = dPreActivation[m * outputs + n] as number;
        sum += up * (w[k * outputs + n] as number);
        dW[k * outputs + n] = (dW[k * outputs + n] as number) + value * up;
      }
      dX[m * inputs + k] = sum;
    }
  }
  return { dX, dW, db };
}
