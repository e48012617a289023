/**
 * Softmax cross-entropy in float64; see the kernel of the same name.
 * Shapes: logits [batch, classes], labels [batch]; returns the mean loss in nats and dLogits as logits.
 */
export function softmaxCrossEntropyReference(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  labelSmoothing: number,
): { loss: number; dLogits: Float64Array } {
  const batch = labels.length;
  const dLogits = new Float64Array(logits.length);
  let loss = 0;
  for (let sample = 0; sample < batch; sample++) {
    const logProbabilities = logSoftmax(logits, sample * classes, classes);
    for (let c = 0; c < classes; c++) {
      const target = (c === labels[sample] ? 1 - labelSmoothing : 0) + labelSmoothing / classes;
      const logProbability = logProbabilities[c] as number;
      loss -= (target * logProbability) / batch;
      dLogits[sample * classes + c] = (Math.exp(logProbability) - target) / batch;
    }
  }
  return { loss, dLogits };
}

/** ln softmax of the row of `logits` that starts at `start`. */
export function logSoftmax(logits: ArrayLike<number>, start: number, classes: number): number[] {
  const row = Array.from({ length: classes }, (_, c) => logits[start + c] as number);
  const largest = Math.max(...row);
  const logSum = Math.log(row.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  return row.map((z) => z - largest - logSum);
}
