import { expect, it } from 'vitest';
import type { Executor } from '../../../../src/engine/executors/executor.ts';
import { announcing } from '../../../../src/engine/executors/wrap.ts';
import type { LaneSnapshot } from '../../../../src/optim/snapshot.ts';
import type { Announce } from '../../../../src/protocol/messages.ts';
import { inspectsNothing } from '../../../support/executor.ts';

it('an executor that holds the thread announces its first steps, each evaluation and weights, and no later step', async () => {
  const heard: string[] = [];
  const announce: Announce = async (work) => {
    heard.push('begins');
    try {
      return await work();
    } finally {
      heard.push('ends');
    }
  };
  const executor: Executor = {
    depth: 1,
    dispatchesPerStep: null,
    stepsPerRun: () => 1,
    run: async () => {
      heard.push('steps');
      return [];
    },
    evaluate: async () => {
      heard.push('evaluates');
      throw new Error('lost');
    },
    ...inspectsNothing,
    predict: async () => {
      heard.push('predicts');
      return Float32Array.of(1);
    },
    weights: async () => {
      heard.push('reads');
      return { weights: [], state: [] };
    },
    snapshot: async () => {
      heard.push('takes a snapshot');
      throw new Error('lost');
    },
    restore: async (lane) => void heard.push(`restores ${lane}`),
    deactivate: (lane) => void heard.push(`deactivates ${lane}`),
    dispose: () => void heard.push('disposed'),
  };
  const announced = announcing(executor, announce);
  await announced.run([]);
  await announced.run([]);
  await expect(announced.evaluate(0, 'test')).rejects.toThrow('lost');
  await announced.weights(0);
  expect(await announced.predict(0, Uint8Array.of(1))).toEqual(Float32Array.of(1));
  await expect(announced.snapshot(0)).rejects.toThrow('lost');
  await announced.restore(1, {} as LaneSnapshot);
  announced.deactivate(2);
  announced.dispose();
  expect(heard).toEqual([
    ...['begins', 'steps', 'ends', 'steps', 'begins', 'evaluates', 'ends'],
    ...[
      'begins',
      'reads',
      'ends',
      'begins',
      'predicts',
      'ends',
      'begins',
      'takes a snapshot',
      'ends',
      'begins',
      'restores 1',
      'ends',
    ],
    ...['deactivates 2', 'disposed'],
  ]);
});
