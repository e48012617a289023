import type { Executor } from '../../src/engine/executors/executor.ts';

const rejectInspection = () => Promise.reject(new Error('this executor looks into no network'));

/** The part of a fake executor that tests of training do not use. */
export const inspectsNothing = {
  evaluateAt: rejectInspection,
  predict: rejectInspection,
  activations: rejectInspection,
  attentionWeights: rejectInspection,
  inputGradient: rejectInspection,
} satisfies Partial<Executor>;
