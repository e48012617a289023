import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodeEvaluation,
  evaluate,
  evaluateClear,
  evaluationLength,
} from '../../../../../src/compiler/kernels/loss/evaluate.ts';
import { evaluateReference } from '../../../../../src/compiler/kernels/reference/evaluate.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, runKernels } from '../../../../support/kernels.ts';
import { randomWords, resultsOf } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

/** The other half of the step counter, which the gather of the next batch does. */
const nextBatch = {
  name: 'next batch',
  wgsl: '@group(0) @binding(0) var<storage, read_write> stepCounter: array<u32>;\n@compute @workgroup_size(1) fn main() { stepCounter[0] = stepCounter[1]; }',
  bindings: [{ name: 'stepCounter', access: 'read-write' as const }],
  workgroups: [1, 1, 1] as const,
  flops: 0,
};

describe('evaluate', () => {
  it.each([
    [64, 10, [64, 64, 17]],
    [5, 2, [5, 0, 1]],
    [33, 47, [33, 33]],
    [100, 1000, [99]],
  ])('counts batches of %i with %i classes, the last ones masked', async (batch, classes, counts) => {
    const batches = counts.length;
    const logits = counts.map(() => randomValues(batch * classes, 5));
    const labels = counts.map((count) => randomWords(batch, classes).fill(0xffffffff, count));
    const shape = { batch, classes, batches, validRows: batches };
    const inputs = Object.fromEntries([
      ...logits.map((values, i) => [`logits${i}`, values] as const),
      ...labels.map((values, i) => [`labels${i}`, values] as const),
    ]);
    const length = evaluationLength(shape);
    const kernel = evaluate(shape);
    const steps = counts.flatMap((_, i) => [nextBatch, { ...kernel, bindings: rename(kernel.bindings, i) }]);
    const start = { valid: Uint32Array.from(counts), stepCounter: Uint32Array.of(9, 9, 4, 0) };
    const kernels = [evaluateClear(shape), ...steps];
    const { words } = resultsOf(
      await runKernels(device, kernels, { ...inputs, ...start }, { result: length, stepCounter: 4 }),
    );
    const evaluatedRows = <T>(parts: readonly ArrayLike<T>[], width: number) =>
      parts.flatMap((part, i) => Array.from(part).slice(0, (counts[i] ?? 0) * width));
    const expected = evaluateReference(evaluatedRows(logits, classes), evaluatedRows(labels, 1), classes);
    const actual = decodeEvaluation(words('result'), classes);
    expect(actual).toEqual({ ...expected, loss: expect.closeTo(expected.loss, 5) });
    expect([...words('stepCounter')]).toEqual([batches - 1, batches, 4, 0]);
  });

  it('predicts the first of equal logits', async () => {
    const shape = { batch: 2, classes: 40, batches: 1, validRows: 1 };
    const logits = new Float32Array(80);
    logits.fill(3, 35, 40);
    logits.fill(3, 40 + 18, 40 + 21);
    const inputs = {
      logits,
      labels: Uint32Array.of(35, 19),
      valid: Uint32Array.of(2),
      stepCounter: new Uint32Array(4),
    };
    const kernels = [evaluateClear(shape), evaluate(shape)];
    const { words } = resultsOf(
      await runKernels(device, kernels, inputs, { result: evaluationLength(shape) }),
    );
    const { correct, confusion } = decodeEvaluation(words('result'), 40);
    expect(correct).toBe(1);
    expect([confusion[35]?.[35], confusion[19]?.[18]]).toEqual([1, 1]);
  });
});

function rename(bindings: readonly { name: string; access: 'read' | 'read-write' }[], batch: number) {
  return bindings.map((binding) =>
    binding.name === 'logits' || binding.name === 'labels'
      ? { ...binding, name: `${binding.name}${batch}` }
      : binding,
  );
}
