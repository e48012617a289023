import type { Kernel } from '../kernel.ts';
import { groupKernel, input, output, threadKernel } from '../shader.ts';
import { advanceStep, stepCounterOutput, stepCounterWords } from '../step-counter.ts';
import type { LogitsShape } from './log-softmax.ts';
import { lossDeclarations, lossPass, lossWorkgroupSize } from './log-softmax.ts';

export interface EvaluateShape extends LogitsShape {
  /** Batches the result has room for. */
  readonly batches: number;
  /** Rows of the table of valid samples. */
  readonly validRows: number;
}

/** What an evaluation found; `confusion[label][predicted]`. */
export interface EvaluationCounts {
  readonly samples: number;
  readonly correct: number;
  /** Mean cross-entropy in nats; NaN where there was no sample. */
  readonly loss: number;
  readonly confusion: readonly (readonly number[])[];
}

const confusionAt = 2;
const lossesAt = (classes: number): number => confusionAt + classes * classes;

/** Words of the result: samples, correct, confusion [classes, classes], the sum of losses of each batch as f32. */
export const evaluationLength = ({ classes, batches }: Pick<EvaluateShape, 'classes' | 'batches'>): number =>
  lossesAt(classes) + batches;

/**
 * Adds one batch to the result of an evaluation: one dispatch of one workgroup.
 *   logits  [batch, classes]
 *   labels  u32 [batch]; from the first masked sample on they may hold anything
 *   valid   u32 [validRows]: how many samples of this batch count, in row step % validRows
 *   result  u32 [evaluationLength], added to; `evaluateClear` first, `decodeEvaluation` after
 *   stepCounter   of the evaluation, its step the number of the batch; this kernel advances it, see step-counter.ts
 * The predicted class is the first with the largest logit. Losses are kept as one sum per batch, which the host adds
 * in float64: a compensated sum would not survive a compiler that reorders.
 */
export function evaluate(shape: EvaluateShape): Kernel {
  const { batch, classes, batches, validRows } = shape;
  return groupKernel({
    name: `evaluate ${batch}×${classes}`,
    buffers: [
      input('logits', batch * classes),
      input('labels', batch, 'u32'),
      input('valid', validRows, 'u32'),
      output('result', evaluationLength(shape), 'atomic<u32>'),
      stepCounterOutput,
    ],
    workgroupSize: lossWorkgroupSize(shape),
    workgroups: [1, 1, 1],
    flops: 6 * batch * classes,
    declarations: lossDeclarations(shape),
    body: `let step = stepCounter[0];
let count = min(valid[step % ${validRows}u], ${batch}u);
${lossPass(shape, {
  sums: { total_exp: 'exp(z)' },
  finish: `if (lane == 0u && sample < count) {
let label = min(labels[sample], ${classes - 1}u);
let guess = min(u32(predicted), ${classes - 1}u);
own += log(total_exp) - (logits[row + label] - largest);
if (guess == label) { atomicAdd(&result[1], 1u); }
atomicAdd(&result[${confusionAt}u + label * ${classes}u + guess], 1u);
}`,
  use: `atomicStore(&result[${lossesAt(classes)}u + step % ${batches}u], bitcast<u32>(total));
atomicAdd(&result[0], count);
${advanceStep}`,
})}`,
  });
}

/** Before the first batch: empties `result` and sets `stepCounter` to batch 0. */
export function evaluateClear(shape: Pick<EvaluateShape, 'classes' | 'batches'>): Kernel {
  const length = evaluationLength(shape);
  return threadKernel({
    name: `evaluate-clear ${length}`,
    buffers: [output('result', length, 'u32'), stepCounterOutput],
    workgroupSize: 64,
    threads: Math.max(length, stepCounterWords),
    flops: 0,
    body: `if (index < ${length}u) { result[index] = 0u; }
if (index < 2u) { stepCounter[index] = 0u; }`,
  });
}

/** The result as it was read back. Shape: `words` [evaluationLength]. */
export function decodeEvaluation(words: Uint32Array<ArrayBuffer>, classes: number): EvaluationCounts {
  const losses = new Float32Array(
    words.buffer,
    words.byteOffset + 4 * lossesAt(classes),
    words.length - lossesAt(classes),
  );
  const samples = words[0] ?? 0;
  const row = (label: number) => [
    ...words.subarray(confusionAt + label * classes, confusionAt + (label + 1) * classes),
  ];
  return {
    samples,
    correct: words[1] ?? 0,
    loss: losses.reduce((sum, loss) => sum + loss, 0) / samples,
    confusion: Array.from({ length: classes }, (_, label) => row(label)),
  };
}
