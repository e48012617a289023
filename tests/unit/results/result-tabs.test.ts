import { expect, test } from 'vitest';
import { emptyRun } from '../../../src/store/app.ts';
import { defaultTabOf, resultTabs } from '../../../src/ui/results/resultTabs.ts';
import { experiment } from '../../support/experiment.ts';

const lane = { optimizer: { id: 'sgd', lr: 0.1 } };
const specOf = (parts: object) =>
  experiment({
    name: 'A small test',
    seed: 1,
    data: { id: 'mnist-10k' },
    model: { id: 'logistic' },
    training: { steps: 10 },
    lanes: [lane, lane],
    ...parts,
  });

test('a race has its verdict first from the start, and one of seeds the schedules last', () => {
  const ofLane = ['result', 'gradients', 'confusion', 'epochs', 'profile'];
  expect(resultTabs({ displaySpec: specOf({}) })).toEqual(['verdict', 'standings', ...ofLane]);
  const fair = { mode: 'fair', grid: { points: 5 } };
  expect(resultTabs({ displaySpec: specOf({ seeds: 7, race: fair }) })).toEqual([
    ...['verdict', 'standings', 'sensitivity'],
    ...ofLane,
    'schedules',
  ]);
  expect(resultTabs({ displaySpec: specOf({ lanes: [lane], seeds: 7 }) })).toEqual(ofLane);
});

test('shown unless another is chosen: the standings of a race, at its end the verdict', () => {
  const run = { ...emptyRun, displaySpec: specOf({ seeds: 7 }) };
  expect(defaultTabOf({ ...run, state: 'running' })).toBe('standings');
  expect(defaultTabOf({ ...run, state: 'finished' })).toBe('verdict');
});
