import type { EvaluationCounts } from '../loss/evaluate.ts';
import { logSoftmax } from './softmax-cross-entropy.ts';

/** The evaluation of all samples at once, in float64. Shapes: logits [samples, classes], labels [samples]. */
export function evaluateReference(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): EvaluationCounts {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let correct = 0;
  let loss = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample] as number;
    const logProbabilities = logSoftmax(logits, sample * classes, classes);
    const predicted = logProbabilities.indexOf(Math.max(...logProbabilities));
    loss -= logProbabilities[label] as number;
    if (predicted === label) correct++;
    const row = confusion[label];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return { samples: labels.length, correct, loss: loss / labels.length, confusion };
}
