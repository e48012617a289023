/** Layers in float64 on the CPU, gradients included: slow, plain, and exact enough to judge float32 by. */

/** 3×3, stride 1, same padding, on square NHWC images. */
export interface ConvShape {
  readonly batch: number;
  readonly side: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Calls `visit` with where in x, in the kernel and in y each multiply of the convolution begins. */
function eachTap(
  { batch, side, inputs, outputs }: ConvShape,
  visit: (x: number, k: number, y: number) => void,
) {
  for (let place = 0; place < batch * side * side; place++) {
    const row = Math.floor(place / side) % side;
    const column = place % side;
    for (let tap = 0; tap < 9; tap++) {
      const down = Math.floor(tap / 3) - 1;
      const right = (tap % 3) - 1;
      if (row + down < 0 || row + down >= side || column + right < 0 || column + right >= side) continue;
      visit((place + down * side + right) * inputs, tap * inputs * outputs, place * outputs);
    }
  }
}

/** y[batch, side, side, outputs], its bias added. */
export function conv(
  shape: ConvShape,
  x: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const { batch, side, inputs, outputs } = shape;
  const y = new Float64Array(batch * side * side * outputs);
  for (let i = 0; i < y.length; i += outputs) y.set(bias, i);
  eachTap(shape, (fromX, fromK, fromY) => {
    for (let i = 0; i < inputs; i++) {
      const value = x[fromX + i] as number;
      if (value === 0) continue;
      const k = fromK + i * outputs;
      for (let o = 0; o < outputs; o++) (y[fromY + o] as number) += value * (kernel[k + o] as number);
    }
  });
  return y;
}

/** Gradients of `conv`, given that of y. */
export function convGradients(shape: ConvShape, x: Float64Array, kernel: Float64Array, dy: Float64Array) {
  const { inputs, outputs } = shape;
  const gradients = {
    x: new Float64Array(x.length),
    kernel: new Float64Array(kernel.length),
    bias: new Float64Array(outputs),
  };
  for (let i = 0; i < dy.length; i++) (gradients.bias[i % outputs] as number) += dy[i] as number;
  eachTap(shape, (fromX, fromK, fromY) => {
    for (let i = 0; i < inputs; i++) {
      const value = x[fromX + i] as number;
      const k = fromK + i * outputs;
      let sum = 0;
      for (let o = 0; o < outputs; o++) {
        const gradient = dy[fromY + o] as number;
        sum += gradient * (kernel[k + o] as number);
        (gradients.kernel[k + o] as number) += gradient * value;
      }
      (gradients.x[fromX + i] as number) += sum;
    }
  });
  return gradients;
}

/** Which of equal values a max pool takes: the first, as PyTorch and ours do, or the last, as tfjs on a GPU. */
export type Ties = 'first' | 'last';

/** ReLU, then a 2×2 max pool. `from` is where each output came from, −1 where the ReLU gave 0. */
export function reluPool({ batch, side, outputs }: ConvShape, y: Float64Array, ties: Ties) {
  const half = side / 2;
  const values = new Float64Array(batch * half * half * outputs);
  const from = new Int32Array(values.length).fill(-1);
  const inOrder = [0, 1, side, side + 1];
  const corners = ties === 'first' ? inOrder : inOrder.reverse();
  for (let i = 0; i < values.length; i++) {
    const channel = i % outputs;
    const column = Math.floor(i / outputs) % half;
    const row = Math.floor(i / outputs / half); // of all images together
    for (const corner of corners) {
      const place = (2 * row * side + 2 * column + corner) * outputs + channel;
      if ((y[place] as number) <= (values[i] as number)) continue;
      values[i] = y[place] as number;
      from[i] = place;
    }
  }
  return { values, from };
}

/** The gradient of what `reluPool` was given. */
export function unpool(from: Int32Array, dValues: Float64Array, length: number): Float64Array {
  const dy = new Float64Array(length);
  for (const [i, place] of from.entries()) {
    if (place >= 0) (dy[place] as number) += dValues[i] as number;
  }
  return dy;
}

/** Mean softmax cross-entropy of x · kernel + bias and its gradients. x [batch, inputs], kernel [inputs, classes]. */
export function denseLoss(x: Float64Array, kernel: Float64Array, bias: Float64Array, labels: Int32Array) {
  const batch = labels.length;
  const inputs = x.length / batch;
  const classes = bias.length;
  const gradients = {
    x: new Float64Array(x.length),
    kernel: new Float64Array(kernel.length),
    bias: new Float64Array(classes),
  };
  let total = 0;
  for (const [sample, label] of labels.entries()) {
    const logits = bias.slice();
    for (let i = 0; i < inputs; i++) {
      const value = x[sample * inputs + i] as number;
      for (let c = 0; c < classes; c++) (logits[c] as number) += value * (kernel[i * classes + c] as number);
    }
    const largest = Math.max(...logits);
    const logSum = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
    total += logSum - (logits[label] as number);
    const dLogits = logits.map((z, c) => (Math.exp(z - logSum) - (c === label ? 1 : 0)) / batch);
    for (let c = 0; c < classes; c++) (gradients.bias[c] as number) += dLogits[c] as number;
    for (let i = 0; i < inputs; i++) {
      const place = sample * inputs + i;
      for (let c = 0; c < classes; c++) {
        const gradient = dLogits[c] as number;
        (gradients.kernel[i * classes + c] as number) += gradient * (x[place] as number);
        (gradients.x[place] as number) += gradient * (kernel[i * classes + c] as number);
      }
    }
  }
  return { loss: total / batch, gradients };
}
