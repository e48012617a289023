import { CompiledExecutor } from '../../src/engine/compiled/compiled.ts';
import { openDevice } from '../../src/engine/device.ts';
import { optimizerById } from '../../src/optim/index.ts';
import type { Contestant, Taken } from './contestant.ts';
import type { Problem } from './workload.ts';
import { batchesOf, batchSizeOf, layersOf, momentum, samplesOf, weightsOf } from './workload.ts';

/** Our engine, on the device the product opens; all lanes are the same, and the losses are the first one's. */
export async function openOurs(problem: Problem, lanes: number): Promise<Contestant> {
  const { gpu, report } = await openDevice(null);
  if (gpu === null) throw new Error(`WebGPU: not to be had (${report.fallback?.message ?? report.backend})`);
  const executor = await CompiledExecutor.build({
    device: gpu,
    adapterClass: report.software ? 'software' : 'gpu',
    layers: layersOf(problem),
    weights: weightsOf(problem),
    optimizers: Array.from({ length: lanes }, () => optimizerById('nesterov')),
    dataset: samplesOf(problem),
    batchSize: batchSizeOf(problem),
    normalize: 'unit',
    seed: problem.seed,
  });
  const batches = batchesOf(problem);
  const step = { lr: problem.lr, momentum, momentumNext: momentum, weightDecay: 0 };
  const laneHyper = Array.from({ length: lanes }, () => step);

  const take = async (first: number, count: number): Promise<Taken> => {
    const losses: number[] = [];
    const underWay: Promise<readonly Float32Array[]>[] = [];
    const collect = async () => losses.push(...((await underWay.shift())?.[0] ?? []));
    let jsMs = 0;
    for (let taken = 0; taken < count; ) {
      const began = performance.now();
      const size = Math.min(executor.stepsPerRun(), count - taken);
      const plans = Array.from({ length: size }, (_, i) => ({
        indices: batches[(first + taken + i) % batches.length] ?? new Uint32Array(),
        hyper: laneHyper,
      }));
      underWay.push(executor.run(plans));
      jsMs += performance.now() - began;
      taken += size;
      if (underWay.length >= executor.depth) await collect();
    }
    while (underWay.length > 0) await collect();
    return { losses, jsMs };
  };
  return { adapter: report, dispatchesPerStep: executor.dispatchesPerStep, notes: [], take };
}
