import { floatLiteral } from '../expr-wgsl.ts';
import type { AdapterClass, Kernel } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { floats, input, output, results, threadKernel } from '../shader.ts';

export interface LayerNormShape {
  /** Everything before the features: batch · tokens. */
  readonly rows: number;
  readonly features: number;
}

export interface LayerNormTuning {
  readonly workgroupSize: number;
}

const epsilon = floatLiteral(1e-5);

const text = ({ rows, features }: LayerNormShape): string => `${rows}×${features}`;

/** Tunings of layer norm and its gradient: a row to an invocation. */
export const layerNormTunings = (adapter: AdapterClass): LayerNormTuning[] =>
  (adapter === 'software' ? [4, 16] : [64, 32]).map((workgroupSize) => ({ workgroupSize }));

/** How the features are gone through: four at a time where they are whole vec4s. */
function unitOf({ features }: LayerNormShape) {
  const vec4 = features % 4 === 0;
  return {
    vec4,
    type: vec4 ? 'vec4f' : 'f32',
    across: vec4 ? features / 4 : features,
    /** WGSL: one number from a sum of units. */
    total: (sum: string) => (vec4 ? `((${sum}.x + ${sum}.y) + (${sum}.z + ${sum}.w))` : sum),
  };
}

/** Into how many partial sums the rows are divided for the gradients of γ and β: from the shape alone. */
const rowSplitsOf = ({ rows }: LayerNormShape): number => Math.max(1, Math.min(128, Math.ceil(rows / 32)));

/**
 * Layer normalisation: y = γ (x − mean) / √(var + 1e-5) + β, mean and (biased) variance of each row. One dispatch.
 *   x            [rows, features]
 *   gamma, beta  [features]
 *   y            as x, written
 *   statistics   [2, rows], written: mean and 1 / √(var + 1e-5), for the gradient
 * Source: Ba et al. 2016; PyTorch LayerNorm.
 */
export function layerNorm(shape: LayerNormShape, { workgroupSize }: LayerNormTuning): Kernel {
  const { rows, features } = shape;
  const { vec4, type, across, total } = unitOf(shape);
  const each = (body: string) => `for (var c = 0u; c < ${across}u; c++) {\n${body}\n}`;
  return threadKernel({
    name: `layer-norm ${text(shape)}`,
    buffers: [
      floats('x', rows * features, vec4),
      floats('gamma', features, vec4),
      floats('beta', features, vec4),
      results('y', rows * features, vec4),
      output('statistics', 2 * rows),
    ],
    workgroupSize,
    threads: rows,
    flops: 7 * rows * features,
    // sums of what is left of the first number keep the digits that a mean far from zero would take
    body: `let start = index * ${across}u;
let first = x[start]${vec4 ? '.x' : ''};
var sum = ${type}(0.0);
${each('sum += x[start + c] - first;')}
let shift = ${total('sum')} / ${features}.0;
var squares = ${type}(0.0);
${each('let deviation = x[start + c] - first - shift;\nsquares = fma(deviation, deviation, squares);')}
let invStd = 1.0 / sqrt(${total('squares')} / ${features}.0 + ${epsilon});
statistics[index] = first + shift;
statistics[${rows}u + index] = invStd;
${each('y[start + c] = fma(x[start + c] - first - shift, gamma[c] * invStd, beta[c]);')}`,
  });
}

/**
 * Gradients of the layer normalisation, n the features. Two dispatches.
 *   x, dY, gamma, statistics                               as the forward pass had and left them
 *   dGamma = Σ_rows dY x̂, dBeta = Σ_rows dY                [features], written
 *   dX = invStd (γ dY − Σ_row γ dY / n − x̂ Σ_row γ dY x̂ / n)  as x, written
 */
export function layerNormGradient(shape: LayerNormShape, { workgroupSize }: LayerNormTuning): KernelSequence {
  const { rows, features } = shape;
  const { vec4, type, across, total } = unitOf(shape);
  const rowSplits = rowSplitsOf(shape);
  const each = (body: string) => `for (var c = 0u; c < ${across}u; c++) {\nlet i = start + c;\n${body}\n}`;
  const partials = 2 * rowSplits * features;
  const spread = threadKernel({
    name: `layer-norm-gradient ${text(shape)}`,
    buffers: [
      floats('x', rows * features, vec4),
      floats('dY', rows * features, vec4),
      floats('gamma', features, vec4),
      input('statistics', 2 * rows),
      results('dX', rows * features, vec4),
      results('partials', partials, vec4),
    ],
    workgroupSize,
    threads: rows + rowSplits * across,
    flops: 14 * rows * features,
    body: `var plain = ${type}(0.0);
var weighted = ${type}(0.0);
if (index < ${rows}u) {
let start = index * ${across}u;
let mean = statistics[index];
let invStd = statistics[${rows}u + index];
${each(`let g = gamma[c] * dY[i];
plain += g;
weighted = fma(g, (x[i] - mean) * invStd, weighted);`)}
let meanPlain = ${total('plain')} / ${features}.0;
let meanWeighted = ${total('weighted')} / ${features}.0;
${each('dX[i] = invStd * (gamma[c] * dY[i] - meanPlain - (x[i] - mean) * invStd * meanWeighted);')}
return;
}
let place = index - ${rows}u;
for (var row = place / ${across}u; row < ${rows}u; row += ${rowSplits}u) {
let i = row * ${across}u + place % ${across}u;
plain += dY[i];
weighted = fma(dY[i], (x[i] - statistics[row]) * statistics[${rows}u + row], weighted);
}
partials[place] = plain;
partials[${rowSplits * across}u + place] = weighted;`,
  });
  const finish = threadKernel({
    name: `layer-norm-gradient ${text(shape)}, parameters`,
    buffers: [
      floats('partials', partials, vec4),
      results('dGamma', features, vec4),
      results('dBeta', features, vec4),
    ],
    workgroupSize,
    threads: across,
    flops: partials,
    body: `var plain = ${type}(0.0);
var weighted = ${type}(0.0);
for (var s = 0u; s < ${rowSplits}u; s++) {
plain += partials[s * ${across}u + index];
weighted += partials[${rowSplits * across}u + s * ${across}u + index];
}
dBeta[index] = plain;
dGamma[index] = weighted;`,
  });
  return { kernels: [spread, finish], scratch: { partials } };
}
