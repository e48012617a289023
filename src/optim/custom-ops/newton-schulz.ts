interface Matrix {
  readonly rows: number;
  readonly cols: number;
  /** Row by row. */
  readonly values: Float64Array;
}

/** Jordan's quintic: it takes singular values in (0, 1] to about 1. */
export const newtonSchulz = { a: 3.4445, b: -4.775, c: 2.0315, eps: 1e-7 } as const;

/**
 * A matrix with nearly the same singular vectors and all singular values near 1, scaled by its shape, in float64.
 *   X ← G / (‖G‖_F + 1e-7) ;  A = X Xᵀ ;  X ← a X + (b A + c A²) X, `steps` times ;  out = √max(1, cols/rows) X
 * A tall matrix is transposed meanwhile, so that A is the small one of the two.
 * Shapes: G and the result [rows, cols], row by row.
 * Source: Jordan et al. 2024, Muon. There rows are outputs, so its scale is √max(1, rows/cols).
 */
export function orthogonalize(
  values: Float64Array,
  [rows, cols]: readonly [number, number],
  steps: number,
): Float64Array {
  const input = { rows, cols, values };
  let x = scaled(rows > cols ? transposed(input) : input, 1 / (norm(values) + newtonSchulz.eps));
  for (let step = 0; step < steps; step++) x = iterate(x);
  return scaled(rows > cols ? transposed(x) : x, Math.sqrt(Math.max(1, cols / rows))).values;
}

function iterate(x: Matrix): Matrix {
  const { a, b, c } = newtonSchulz;
  const gram = product(x, transposed(x));
  const polynomial = sum(scaled(gram, b), scaled(product(gram, gram), c));
  return sum(scaled(x, a), product(polynomial, x));
}

const norm = (values: Float64Array): number =>
  Math.sqrt(values.reduce((total, value) => total + value * value, 0));

const scaled = (m: Matrix, factor: number): Matrix => ({
  ...m,
  values: m.values.map((value) => value * factor),
});

const sum = (a: Matrix, b: Matrix): Matrix => ({
  ...a,
  values: a.values.map((value, i) => value + (b.values[i] ?? 0)),
});

const transposed = ({ rows, cols, values }: Matrix): Matrix => ({
  rows: cols,
  cols: rows,
  values: values.map((_, i) => values[(i % rows) * cols + Math.floor(i / rows)] ?? 0),
});

function product(a: Matrix, b: Matrix): Matrix {
  const values = new Float64Array(a.rows * b.cols);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < b.cols; col++) {
      let total = 0;
      for (let k = 0; k < a.cols; k++) {
        total += (a.values[row * a.cols + k] ?? 0) * (b.values[k * b.cols + col] ?? 0);
      }
      values[row * b.cols + col] = total;
    }
  }
  return { rows: a.rows, cols: b.cols, values };
}
