import { describe, expect, it } from 'vitest';
import type { ConvConfig } from '../../../src/compiler/kernels/conv/conv-shape.ts';
import {
  convShape,
  inputLength,
  kernelLength,
  outputLength,
} from '../../../src/compiler/kernels/conv/conv-shape.ts';
import { activate, activationDerivative } from '../../../src/compiler/kernels/reference/activation.ts';
import { conv2dGradients, conv2dSums } from '../../../src/compiler/kernels/reference/conv2d.ts';
import { denseGradientReference, denseReference } from '../../../src/compiler/kernels/reference/dense.ts';
import type { Tape, TapeOp, TracedTensor } from '../../../src/compiler/lowering/tape.ts';
import type { Activation } from '../../../src/nn/activation.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runTape, tapeOf } from '../../support/wasm.ts';

interface Gradients {
  readonly dX: Float64Array;
  readonly dW: Float64Array;
  readonly db: Float64Array;
}

interface Comparison {
  readonly tape: Tape;
  readonly values: Readonly<Record<string, Float32Array>>;
  readonly activation: Activation;
  readonly sums: Float64Array;
  readonly gradientsOf: (dSums: Float64Array) => Gradients;
}

/** Compares the output of a product and all its gradients with the references. */
async function compare({ tape, values, activation, sums, gradientsOf }: Comparison) {
  const dY = randomValues(sums.length);
  const expected = gradientsOf(sums.map((sum, i) => (dY[i] ?? 0) * activationDerivative(activation, sum)));
  const memory = await runTape(tape, { values, gradient: dY });
  expect(
    worstError(
      memory.floats('y'),
      sums.map((sum) => activate(activation, sum)),
    ),
  ).toBeLessThan(1e-5);
  expect(worstError(memory.added('kernel'), expected.dW)).toBeLessThan(1e-5);
  if (tape.parameters.length > 1) expect(worstError(memory.added('bias'), expected.db)).toBeLessThan(1e-5);
  const toInput = await runTape(tape, { values, gradient: dY, gradients: 'input' });
  expect(worstError(toInput.floats('d/input'), expected.dX)).toBeLessThan(1e-5);
}

/** Sums that are away from the kink of a ReLU, where rounding would decide the derivative: whole numbers and a half. */
const wholeValues = (length: number, range: number) =>
  randomValues(length, range).map((value) => Math.round(value));

type ConvCase = ConvConfig & { readonly activation?: Activation; readonly hasBias?: boolean };

const convCases: ConvCase[] = [
  {
    ...{ batch: 1, height: 5, width: 4, inChannels: 1, outChannels: 1 },
    ...{ kernelHeight: 3, kernelWidth: 3, stride: 1, padding: 'same' },
  },
  {
    ...{ batch: 3, height: 7, width: 9, inChannels: 3, outChannels: 5 },
    ...{ kernelHeight: 5, kernelWidth: 3, stride: 1, padding: 'same' },
    activation: { kind: 'relu' },
  },
  {
    ...{ batch: 3, height: 9, width: 7, inChannels: 5, outChannels: 12 },
    ...{ kernelHeight: 3, kernelWidth: 3, stride: 2, padding: 'same' },
    activation: { kind: 'leaky-relu', slope: 0.2 },
    hasBias: false,
  },
  {
    ...{ batch: 1, height: 8, width: 8, inChannels: 8, outChannels: 8 },
    ...{ kernelHeight: 4, kernelWidth: 4, stride: 2, padding: 'same' },
    activation: { kind: 'gelu' },
  },
  {
    ...{ batch: 3, height: 6, width: 11, inChannels: 12, outChannels: 3 },
    ...{ kernelHeight: 2, kernelWidth: 3, stride: 1, padding: 'valid' },
    activation: { kind: 'gelu-tanh' },
  },
  {
    ...{ batch: 3, height: 7, width: 8, inChannels: 3, outChannels: 8 },
    ...{ kernelHeight: 3, kernelWidth: 3, stride: 2, padding: 'valid' },
    activation: { kind: 'relu' },
  },
  {
    ...{ batch: 3, height: 5, width: 5, inChannels: 8, outChannels: 12 },
    ...{ kernelHeight: 1, kernelWidth: 1, stride: 2, padding: 'same' },
    hasBias: false,
  },
  {
    ...{ batch: 3, height: 3, width: 2, inChannels: 5, outChannels: 17 },
    ...{ kernelHeight: 1, kernelWidth: 1, stride: 1, padding: 'valid' },
  },
  {
    ...{ batch: 1, height: 2, width: 3, inChannels: 1, outChannels: 9 },
    ...{ kernelHeight: 7, kernelWidth: 7, stride: 1, padding: 'same' },
  },
];

const convText = (c: ConvCase) =>
  `${c.batch}×${c.height}×${c.width}×${c.inChannels}→${c.outChannels}, ${c.kernelHeight}×${c.kernelWidth}/${c.stride} ${c.padding}, ${c.activation?.kind ?? 'linear'}`;

describe.each(convCases.map((one) => [convText(one), one] as const))('convolution %s', (_, one) => {
  it('has the output and the gradients of the reference', async () => {
    const { activation = { kind: 'linear' }, hasBias = true, ...config } = one;
    const shape = convShape(config);
    const { batch, height, width, inChannels, outChannels, kernelHeight, kernelWidth } = shape;
    const kernel: TracedTensor = {
      id: 'kernel',
      shape: [kernelHeight, kernelWidth, inChannels, outChannels],
    };
    const bias: TracedTensor = { id: 'bias', shape: [outChannels] };
    const parameters = hasBias ? ([kernel, bias] as const) : ([kernel] as const);
    const op: TapeOp = {
      op: 'conv2d',
      inputs: [{ id: 'input', shape: [batch, height, width, inChannels] }],
      parameters,
      geometry: { stride: config.stride, padding: config.padding },
      activation,
      pooled: false,
      y: { id: 'y', shape: [batch, shape.outHeight, shape.outWidth, outChannels] },
    };
    const isSmooth = activation.kind.startsWith('gelu');
    const [input, weights] = isSmooth
      ? [randomValues(inputLength(shape)), randomValues(kernelLength(shape), 0.2)]
      : [wholeValues(inputLength(shape), 3), wholeValues(kernelLength(shape), 2)];
    const values = {
      input,
      kernel: weights,
      bias: hasBias
        ? randomValues(outChannels, 0.2).map((value) => value + 0.5)
        : new Float32Array(outChannels),
    };
    const sums = conv2dSums(shape, input, weights, values.bias);
    expect(sums).toHaveLength(outputLength(shape));
    await compare({
      tape: tapeOf([op], parameters),
      values,
      activation,
      sums,
      gradientsOf: (dSums) => conv2dGradients(shape, input, weights, dSums),
    });
  });
});

describe.each([
  { batch: 1, inputs: 1, outputs: 1, activation: { kind: 'linear' } },
  { batch: 3, inputs: 5, outputs: 3, activation: { kind: 'relu' } },
  { batch: 3, inputs: 12, outputs: 8, activation: { kind: 'gelu' } },
  { batch: 7, inputs: 8, outputs: 5, activation: { kind: 'leaky-relu', slope: 0.1 } },
  { batch: 5, inputs: 131, outputs: 21, activation: { kind: 'gelu-tanh' } },
] as const)('dense $batch×$inputs→$outputs, $activation.kind', ({ activation, ...shape }) => {
  const { batch, inputs, outputs } = shape;
  const kernel: TracedTensor = { id: 'kernel', shape: [inputs, outputs] };
  const bias: TracedTensor = { id: 'bias', shape: [outputs] };
  const values = {
    input: wholeValues(batch * inputs, 3),
    kernel: wholeValues(inputs * outputs, 2),
    bias: randomValues(outputs, 0.2).map((value) => value + 0.5),
  };
  const sums = denseReference(shape, values.input, values.kernel, values.bias);

  it.each([
    [[batch, inputs], 'rows'],
    [[1, batch, inputs], 'tokens'],
  ])('has the output and the gradients of the reference, of %j %s', async (inputShape) => {
    const op: TapeOp = {
      op: 'dense',
      inputs: [{ id: 'input', shape: inputShape }],
      parameters: [kernel, bias],
      activation,
      y: { id: 'y', shape: [...inputShape.slice(0, -1), outputs] },
    };
    await compare({
      tape: tapeOf([op], [kernel, bias]),
      values,
      activation,
      sums,
      gradientsOf: (dSums) => denseGradientReference(shape, values.input, values.kernel, dSums),
    });
  });
});
