import type { EvaluationScores } from './executor.ts';

/** Counts loss, accuracy and confusion over a split from logits, in float64. */
export class EvalAccumulator {
  readonly #classes: number;
  readonly #confusion: number[][];
  #lossSum = 0;
  #correct = 0;
  #count = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.#confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  }

  /** logits [labels.length, classes], row-major; ties go to the lower class. */
  add(logits: ArrayLike<number>, labels: ArrayLike<number>): void {
    for (let i = 0; i < labels.length; i++) {
      const row = i * this.#classes;
      let best = 0;
      for (let c = 1; c < this.#classes; c++) {
        if ((logits[row + c] as number) > (logits[row + best] as number)) best = c;
      }
      const max = logits[row + best] as number;
      let sum = 0;
      for (let c = 0; c < this.#classes; c++) sum += Math.exp((logits[row + c] as number) - max);
      const label = labels[i] as number;
      this.#lossSum += max + Math.log(sum) - (logits[row + label] as number);
      this.#correct += best === label ? 1 : 0;
      const actual = this.#confusion[label];
      if (actual) actual[best] = (actual[best] ?? 0) + 1;
      this.#count++;
    }
  }

  result(): EvaluationScores {
    return {
      loss: this.#lossSum / this.#count,
      accuracy: this.#correct / this.#count,
      confusion: this.#confusion,
    };
  }
}
