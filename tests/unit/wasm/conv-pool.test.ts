import { describe, expect, it } from 'vitest';
import type { ConvConfig } from '../../../src/compiler/kernels/conv/conv-shape.ts';
import { convShape, inputLength, kernelLength } from '../../../src/compiler/kernels/conv/conv-shape.ts';
import { activate, activationDerivative } from '../../../src/compiler/kernels/reference/activation.ts';
import { conv2dGradients, conv2dSums, poolWinners } from '../../../src/compiler/kernels/reference/conv2d.ts';
import type { TapeOp, TracedTensor } from '../../../src/compiler/lowering/tape.ts';
import type { Activation } from '../../../src/nn/activation.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runTape, tapeOf } from '../../support/wasm.ts';

type Sizes = Omit<ConvConfig, 'batch' | 'kernelHeight' | 'kernelWidth'> & {
  readonly images: number;
  readonly kernel: readonly [height: number, width: number];
  readonly activation: Activation;
  readonly hasBias: boolean;
};

const relu = { kind: 'relu' } as const;

const cases: Sizes[] = [
  {
    ...{ images: 1, height: 4, width: 4, inChannels: 1, outChannels: 1, kernel: [3, 3] },
    ...{ stride: 1, padding: 'same', activation: relu, hasBias: true },
  },
  {
    ...{ images: 3, height: 9, width: 7, inChannels: 3, outChannels: 5, kernel: [3, 3] },
    ...{ stride: 1, padding: 'same', activation: { kind: 'linear' }, hasBias: true },
  },
  {
    ...{ images: 3, height: 7, width: 10, inChannels: 5, outChannels: 12, kernel: [5, 2] },
    ...{ stride: 1, padding: 'valid', activation: { kind: 'leaky-relu', slope: 0.2 }, hasBias: false },
  },
  {
    ...{ images: 3, height: 8, width: 9, inChannels: 8, outChannels: 3, kernel: [1, 1] },
    ...{ stride: 1, padding: 'same', activation: relu, hasBias: true },
  },
  {
    ...{ images: 2, height: 11, width: 12, inChannels: 12, outChannels: 8, kernel: [3, 3] },
    ...{ stride: 2, padding: 'same', activation: relu, hasBias: false },
  },
  {
    ...{ images: 1, height: 6, width: 6, inChannels: 5, outChannels: 17, kernel: [5, 5] },
    ...{ stride: 1, padding: 'same', activation: relu, hasBias: true },
  },
];

const textOf = ({ images, height, width, inChannels, outChannels, kernel, stride, padding }: Sizes) =>
  `${images}×${height}×${width}×${inChannels}→${outChannels}, ${kernel.join('×')}/${stride} ${padding}`;

describe.each(cases.map((one) => [textOf(one), one.activation.kind, one] as const))(
  'convolution and pool of %s, %s',
  (_, __, { images, kernel: [kernelHeight, kernelWidth], activation, hasBias, ...sizes }) => {
    const shape = convShape({ ...sizes, batch: images, kernelHeight, kernelWidth });
    const { outHeight, outWidth, inChannels, outChannels, stride, padding } = shape;
    const kernel: TracedTensor = {
      id: 'kernel',
      shape: [kernelHeight, kernelWidth, inChannels, outChannels],
    };
    const bias: TracedTensor = { id: 'bias', shape: [outChannels] };
    const parameters = hasBias ? ([kernel, bias] as const) : ([kernel] as const);
    const sums: TracedTensor = { id: 'sums', shape: [images, outHeight, outWidth, outChannels] };
    const pooledShape = [images, Math.floor(outHeight / 2), Math.floor(outWidth / 2), outChannels];
    const conv: TapeOp = {
      op: 'conv2d',
      inputs: [{ id: 'input', shape: [images, shape.height, shape.width, inChannels] }],
      parameters,
      geometry: { stride, padding },
      activation,
      pooled: false,
      y: sums,
    };
    const pool: TapeOp = {
      op: 'max-pool',
      inputs: [sums],
      parameters: [],
      window: { size: 2, stride: 2 },
      y: { id: 'y', shape: pooledShape },
    };
    const tape = tapeOf([conv, pool], parameters);
    // whole numbers: sums are exact, and often equal, so that the first of them has to win
    const values = {
      input: randomValues(inputLength(shape), 2).map(Math.round),
      kernel: randomValues(kernelLength(shape), 1.4).map(Math.round),
      bias: new Float32Array(outChannels).fill(hasBias ? 0.5 : 0),
    };

    it.each([true, false])(
      'has the output and the gradients of the reference, at once: %s',
      async (fuses) => {
        const preActivation = conv2dSums(shape, values.input, values.kernel, values.bias);
        const winners = poolWinners(shape, preActivation);
        const dY = randomValues(winners.length);
        const dSums = new Float64Array(preActivation.length);
        winners.forEach((winner, i) => {
          dSums[winner] = (dY[i] ?? 0) * activationDerivative(activation, preActivation[winner] ?? 0);
        });
        const expected = conv2dGradients(shape, values.input, values.kernel, dSums);
        const memory = await runTape(tape, { values, gradient: dY, fuses });
        const y = winners.map((winner) => activate(activation, preActivation[winner] ?? 0));
        expect(worstError(memory.floats('y'), y)).toBeLessThan(1e-6);
        expect(worstError(memory.added('kernel'), expected.dW)).toBeLessThan(1e-5);
        if (hasBias) expect(worstError(memory.added('bias'), expected.db)).toBeLessThan(1e-5);
        const toInput = await runTape(tape, { values, gradient: dY, fuses, gradients: 'input' });
        expect(worstError(toInput.floats('d/input'), expected.dX)).toBeLessThan(1e-5);
      },
    );

    it('carries NaN', async () => {
      const input = values.input.slice().fill(Number.NaN, 0, 1);
      const memory = await runTape(tape, { values: { ...values, input }, fuses: true });
      const y = memory.floats('y');
      expect([...y].some(Number.isNaN)).toBe(true);
      const backward = await runTape(tape, {
        values: { ...values, input },
        gradient: y.slice(),
        fuses: true,
      });
      expect([...backward.added('kernel')].some(Number.isNaN)).toBe(true);
    });
  },
);
