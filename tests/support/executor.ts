import type { Executor } from '../../src/engine/executors/executor.ts';

const refuse = () => Promise.reject(new Error('this executor looks into no network'));

/** The part of a fake executor that tests of training do not use. */
export const inspectsNothing = {
  evaluateAt: refuse,
  predict: refuse,
  activations: refuse,
  attentionWeights: refuse,
  inputGradient: refuse,
} satisfies Partial<Executor>;
