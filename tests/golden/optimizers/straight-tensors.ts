/** Whole-tensor rules in plain float64, written from the definitions and sharing nothing with src. */

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const dot = (a: readonly number[], b: readonly number[]): number => total(a.map((x, i) => x * (b[i] ?? 0)));

/** The gradient of all parameters together shortened to `bound`, as PyTorch does. */
export function clipByNorm(gradients: readonly (readonly number[])[], bound: number): number[][] {
  const norm = Math.hypot(...gradients.flat());
  const factor = bound / (norm + 1e-6);
  return gradients.map((values) => values.map((g) => (factor < 1 ? g * factor : g)));
}

export const clipByValue = (gradients: readonly (readonly number[])[], bound: number): number[][] =>
  gradients.map((values) => values.map((g) => (Math.abs(g) > bound ? Math.sign(g) * bound : g)));

/** Attention of the last of `gradients` over all of them, as nmgd.json defines it. */
export function attended(gradients: readonly (readonly number[])[], size: number, tau: number): number[] {
  const current = gradients.at(-1) ?? [];
  const out: number[] = [];
  for (let start = 0; start < current.length; start += size) {
    const heads = gradients.map((g) => g.slice(start, start + size));
    const query = heads.at(-1) ?? [];
    const rms = (x: readonly number[]) => Math.sqrt(dot(x, x) / x.length + 1e-12);
    const score = (key: readonly number[]) =>
      dot(query, key) / (rms(query) * rms(key) * Math.sqrt(query.length) * tau);
    const weights = heads.map((head) => Math.exp(score(head)));
    const mix = (i: number) =>
      total(heads.map((head, k) => ((weights[k] ?? 0) * (head[i] ?? 0)) / total(weights)));
    out.push(...query.map((_, i) => mix(i)));
  }
  return out;
}

type Rows = readonly (readonly number[])[];

const turned = (m: Rows): number[][] => (m[0] ?? []).map((_, col) => m.map((row) => row[col] ?? 0));
const times = (a: Rows, b: Rows): number[][] => {
  const columns = turned(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
};
const blend = (a: number, x: Rows, b: number, y: Rows): number[][] =>
  x.map((row, i) => row.map((value, j) => a * value + b * (y[i]?.[j] ?? 0)));

/** Jordan's five Newton–Schulz steps on a kernel of `cols` columns, scaled for inputs as rows. */
export function muonDirection(values: readonly number[], cols: number): number[] {
  const matrix = Array.from({ length: values.length / cols }, (_, i) =>
    values.slice(i * cols, (i + 1) * cols),
  );
  const isTall = matrix.length > cols;
  const length = Math.hypot(...values) + 1e-7;
  let x = (isTall ? turned(matrix) : matrix).map((row) => row.map((value) => value / length));
  for (let step = 0; step < 5; step++) {
    const a = times(x, turned(x));
    x = blend(3.4445, x, 1, times(blend(-4.775, a, 2.0315, times(a, a)), x));
  }
  const scale = isTall ? 1 : Math.sqrt(cols / matrix.length);
  return (isTall ? turned(x) : x).flat().map((value) => value * scale);
}
