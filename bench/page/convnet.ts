import convnetjs from 'convnetjs';
import type { Adapter, Contestant } from './contestant.ts';
import type { Problem } from './workload.ts';
import { batchSizeOf, classesOf, decodedBatches, filtersOf, momentum, parameterCountOf } from './workload.ts';

const javaScript: Adapter = { vendor: '', architecture: '', description: 'JavaScript', software: true };

/** ConvNetJS, which takes one image after the other, with initial weights of its own. */
export async function openConvNet(problem: Problem): Promise<Contestant> {
  const [height, width, channels] = problem.manifest.shape;
  const batchSize = batchSizeOf(problem);
  const conv = (filters: number) =>
    ({ type: 'conv', sx: 3, filters, stride: 1, pad: 1, activation: 'relu' }) as const;
  const pool = { type: 'pool', sx: 2, stride: 2 } as const;
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: channels },
    ...filtersOf(problem).flatMap((filters) => [conv(filters), pool]),
    { type: 'softmax', num_classes: classesOf(problem) },
  ]);
  const parameters = net.getParamsAndGrads().reduce((sum, { params }) => sum + params.length, 0);
  if (parameters !== parameterCountOf(problem))
    throw new Error(`ConvNetJS: should have ${parameterCountOf(problem)} parameters, got ${parameters}`);
  const trainer = new convnetjs.SGDTrainer(net, {
    method: 'nesterov',
    learning_rate: problem.lr,
    momentum,
    batch_size: batchSize,
    l2_decay: 0,
  });
  const batches = decodedBatches(problem).map(({ images, labels }) =>
    Array.from(labels, (label, i) => {
      const volume = new convnetjs.Vol(width, height, channels, 0);
      const length = volume.w.length;
      volume.w.set(images.subarray(i * length, (i + 1) * length));
      return { volume, label };
    }),
  );
  return {
    adapter: javaScript,
    dispatchesPerStep: null,
    notes: ['initial weights of its own'],
    runSteps: async (first, count) => {
      const began = performance.now();
      const losses = Array.from({ length: count }, (_, i) => {
        const batch = batches[(first + i) % batches.length] ?? [];
        return (
          batch.reduce((sum, { volume, label }) => sum + trainer.train(volume, label).loss, 0) / batchSize
        );
      });
      return { losses, jsMs: performance.now() - began };
    },
  };
}
