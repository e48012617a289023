import type { NamedValues } from '../../src/nn/model.ts';

type Values = Pick<NamedValues, 'shape' | 'values'>;

/**
 * The same weights for a network whose images are NCHW: conv kernels HWIO become OIHW, their biases [channels, 1, 1],
 * and the rows of the dense kernel that follows a conv go from the order of NHWC to that of NCHW.
 */
export function channelsFirst(weights: readonly NamedValues[]): Values[] {
  let channels = 0;
  return weights.map(({ shape, values }) => {
    if (shape.length === 4) {
      channels = shape[3] ?? 0;
      return transposed({ shape, values }, [3, 2, 0, 1]);
    }
    if (shape.length === 2) {
      const [inputs = 0, units = 0] = shape;
      const rows = transposed({ shape: [inputs / channels, channels, units], values }, [1, 0, 2]);
      channels = 0;
      return { shape, values: rows.values };
    }
    return channels > 0 ? { shape: [shape[0] ?? 0, 1, 1], values } : { shape, values };
  });
}

/** Axis i of the result is axis `axes[i]` of the input. */
function transposed({ shape, values }: Values, axes: readonly number[]): Values {
  const newShape = axes.map((axis) => shape[axis] ?? 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    let rest = i;
    let from = 0;
    for (let axis = newShape.length - 1; axis >= 0; axis--) {
      const size = newShape[axis] ?? 1;
      from += (rest % size) * (strides[axes[axis] ?? 0] ?? 0);
      rest = Math.floor(rest / size);
    }
    out[i] = values[from] ?? 0;
  }
  return { shape: newShape, values: out };
}
