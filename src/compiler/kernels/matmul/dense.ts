import type { Activation } from '../../../nn/activation.ts';
import { activateWgsl, activationName, derivativeFrom, derivativeWgsl } from '../elementwise/activation.ts';
import type { AdapterClass } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { input, output } from '../shader.ts';
import type { MatmulTuning } from './matmul.ts';
import { matmul, matmulTunings } from './matmul.ts';
import type { Matmul } from './matmul-problem.ts';
import { chunking } from './matmul-problem.ts';

export interface DenseShape {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

const text = ({ batch, inputs, outputs }: DenseShape): string => `${batch}×${inputs} → ${outputs}`;

const linear: Activation = { kind: 'linear' };

const suffix = (activation: Activation): string =>
  activation.kind === 'linear' ? '' : `, ${activationName(activation)}`;

/** One gradient sum per batch of ordinary size: only batches above this are worth splitting. */
const minBatchPart = 256;

type Product = Pick<Matmul, 'rows' | 'columns' | 'terms' | 'chunks'>;

const forwardProduct = ({ batch, inputs, outputs }: DenseShape): Product => ({
  rows: batch,
  columns: outputs,
  terms: inputs,
  chunks: chunking(inputs, batch * outputs),
});

const inputProduct = ({ batch, inputs, outputs }: DenseShape): Product => ({
  rows: batch,
  columns: inputs,
  terms: outputs,
  chunks: chunking(outputs, batch * inputs),
});

const weightProduct = ({ batch, inputs, outputs }: DenseShape): Product => ({
  rows: inputs,
  columns: outputs,
  terms: batch,
  chunks: chunking(batch, inputs * outputs, minBatchPart),
});

export const denseTunings = (shape: DenseShape, adapter: AdapterClass): MatmulTuning[] =>
  matmulTunings(forwardProduct(shape), adapter);

export const denseInputGradientTunings = (shape: DenseShape, adapter: AdapterClass): MatmulTuning[] =>
  matmulTunings(inputProduct(shape), adapter);

export const denseWeightGradientTunings = (shape: DenseShape, adapter: AdapterClass): MatmulTuning[] =>
  matmulTunings(weightProduct(shape), adapter);

/**
 * Dense layer: y = activation(x · w + b). One dispatch, two with the tuning `tiles` where sums are long.
 *   x    [batch, inputs]
 *   w    [inputs, outputs]
 *   b    [outputs]
 *   y    [batch, outputs], written
 *   preActivation  [batch, outputs], written: the sums before the activation, only where `derivativeFrom` needs them
 */
export function dense(
  shape: DenseShape,
  tuning: MatmulTuning,
  activation: Activation = linear,
): KernelSequence {
  const { batch, inputs, outputs } = shape;
  const keepsPreActivation = derivativeFrom(activation) === 'pre-activation';
  const results = [input('b', outputs), output('y', batch * outputs)];
  return matmul(
    {
      ...forwardProduct(shape),
      name: `dense ${text(shape)}${suffix(activation)}`,
      epilogue: activateWgsl(activation),
      longStore: keepsPreActivation,
      operands: [input('x', batch * inputs), input('w', inputs * outputs)],
      results: keepsPreActivation ? [...results, output('preActivation', batch * outputs)] : results,
      left: (row, term) => `x[${row} * ${inputs}u + ${term}]`,
      right: (term, column) => `w[${term} * ${outputs}u + ${column}]`,
      contiguous: { left: 'term', right: 'column' },
      store: (row, column, sum) => {
        const at = `${row} * ${outputs}u + ${column}`;
        const value = `${sum} + b[${column}]`;
        return keepsPreActivation
          ? `preActivation[${at}] = ${value}; y[${at}] = activate(preActivation[${at}]);`
          : `y[${at}] = activate(${value});`;
      },
    },
    tuning,
  );
}

/**
 * Gradient of the dense layer with respect to its input: dX = dPreActivation · wᵀ. One or two dispatches, as forward.
 *   dPreActivation  [batch, outputs], the gradient before the layer's own activation
 *   w     [inputs, outputs]
 *   dX    [batch, inputs], written
 * With `before`, the activation that made the input, dX is the gradient before that one: dPreActivation · wᵀ ⊙ before′(kept).
 *   kept  [batch, inputs], what `derivativeFrom(before)` names: the input itself, or the sums it came from
 */
export function denseInputGradient(
  shape: DenseShape,
  tuning: MatmulTuning,
  before: Activation = linear,
): KernelSequence {
  const { batch, inputs, outputs } = shape;
  const scales = derivativeFrom(before) !== 'nothing';
  const dX = output('dX', batch * inputs);
  return matmul(
    {
      ...inputProduct(shape),
      name: `dense-input-gradient ${text(shape)}${suffix(before)}`,
      epilogue: scales ? derivativeWgsl(before) : '',
      longStore: derivativeFrom(before) === 'pre-activation',
      operands: [input('dPreActivation', batch * outputs), input('w', inputs * outputs)],
      results: scales ? [input('kept', batch * inputs), dX] : [dX],
      left: (row, term) => `dPreActivation[${row} * ${outputs}u + ${term}]`,
      right: (term, column) => `w[${column} * ${outputs}u + ${term}]`,
      contiguous: { left: 'term', right: 'term' },
      store: (row, column, sum) => {
        const at = `${row} * ${inputs}u + ${column}`;
        return `dX[${at}] = ${scales ? `${sum} * derivative(kept[${at}])` : sum};`;
      },
    },
    tuning,
  );
}

/**
 * Gradients of the dense layer with respect to its parameters: dW = xᵀ · dPreActivation, db = Σ_batch dPreActivation. One dispatch, two
 * with the tuning `tiles` and a batch of 512 or more.
 *   x     [batch, inputs]
 *   dPreActivation  [batch, outputs], the gradient before the layer's own activation
 *   dW    [inputs, outputs], written
 *   db    [outputs], written
 */
export function denseWeightGradient(shape: DenseShape, tuning: MatmulTuning): KernelSequence {
  const { batch, inputs, outputs } = shape;
  return matmul(
    {
      ...weightProduct(shape),
      name: `dense-weight-gradient ${text(shape)}`,
      operands: [input('x', batch * inputs), input('dPreActivation', batch * outputs)],
      results: [output('dW', inputs * outputs)],
      left: (row, term) => `x[${term} * ${inputs}u + ${row}]`,
      right: (term, column) => `dPreActivation[${term} * ${outputs}u + ${column}]`,
      contiguous: { left: 'row', right: 'column' },
      store: (row, column, sum) => `dW[${row} * ${outputs}u + ${column}] = ${sum};`,
      extra: {
        threads: outputs,
        buffers: [output('db', outputs)],
        body: `var bias = 0.0;
for (var r = 0u; r < ${batch}u; r++) { bias += dPreActivation[r * ${outputs}u + i]; }
db[i] = bias;`,
      },
    },
    tuning,
  );
}
