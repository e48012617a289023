import { expect, test } from 'vitest';
import { chooseRate } from '../../../src/race/sweep.ts';
import {
  choiceText,
  decidingMetric,
  sensitivityLanes,
  sensitivitySentence,
} from '../../../src/ui/results/sensitivity.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';
import { evaluationsOf } from '../race/runs.ts';

const spec = experiment({
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 100, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.88 } },
  race: { mode: 'fair', tuningSeed: 3 },
  lanes: [{ optimizer: { id: 'sgd', lr: 0.1 } }],
});
const { target } = spec.training;
const run = (lr: number, targetStep: number | null, end: number, diverged = false) => ({
  lane: 0,
  lr,
  state: diverged ? ('diverged' as const) : targetStep === null ? ('finished' as const) : ('target' as const),
  targetStep,
  evaluations: evaluationsOf([0.5, end]),
  steps: 2,
  loss: [2, 1],
});
const choiceOf = (...runs: ReturnType<typeof run>[]) => [chooseRate(0, [0.01, 0.1, 1], runs, target)];

test('shows steps to the target where a run reached it, with those that missed it apart', () => {
  const choices = choiceOf(run(0.01, null, 0.8), run(0.1, 50, 0.89), run(1, null, 0.1, true));
  expect(decidingMetric(choices, target)).toBe('steps');
  const lanes = sensitivityLanes(spec.lanes, choices, 'steps');
  expect(lanes[0]).toMatchObject({
    x: [-1],
    y: [50],
    missed: [-2],
    diverged: [0],
    chosen: { x: -1, y: 50, lr: 0.1 },
  });
  expect(sensitivitySentence(en, lanes, 'steps')).toBe(
    'Steps to the target by learning rate: SGD best at 0.1 with 50 steps.',
  );
  expect(sensitivityLanes(spec.lanes, choices, 'accuracy')[0]).toMatchObject({ y: [0.8, 0.89], missed: [] });
});

test('where all missed the target the end decides, and the best is said to have missed it', () => {
  const choices = choiceOf(run(0.01, null, 0.8), run(0.1, null, 0.85));
  expect(decidingMetric(choices, target)).toBe('accuracy');
  expect(decidingMetric(choices, { metric: 'validationLoss', value: 0.1 })).toBe('loss');
  const lanes = sensitivityLanes(spec.lanes, choices, 'steps');
  expect(lanes[0]).toMatchObject({ x: [], missed: [-2, -1], chosen: { y: null, lr: 0.1 } });
  expect(sensitivitySentence(en, lanes, 'steps')).toContain('SGD best at 0.1 with target missed.');
});

test('says how the rate is chosen, and how finely steps are known', () => {
  expect(choiceText(zh, { ...spec, training: { ...spec.training, target: null } })).toBe(
    '按最终验证准确率选择，种子 3 上每个学习率运行一次。',
  );
  expect(choiceText(en, spec)).toBe(
    'Chosen as the race scores: fewest steps to 88\u202f%, known to 50 steps; then the best accuracy at the end. One run for each rate, at seed 3.',
  );
  expect(choiceText(en, { ...spec, training: { ...spec.training, target: null } })).toBe(
    'Chosen by the best validation accuracy at the end, one run for each rate at seed 3.',
  );
});
