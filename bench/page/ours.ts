import type { AdapterClass } from '../../src/compiler/kernels/kernel.ts';
import { openDevice } from '../../src/engine/device/device.ts';
import type { Executor } from '../../src/engine/executors/executor.ts';
import { WasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { planOf } from '../../src/experiment/lane-update.ts';
import type { Contestant, StepResults } from './contestant.ts';
import type { Problem } from './workload.ts';
import { batchesOf, batchSizeOf, laneOf, layersOf, samplesOf, weightsOf } from './workload.ts';

/** Our engine, on the device the product opens; all lanes are the same, and the losses are the first one's. */
export async function openOurs(problem: Problem, lanes: number): Promise<Contestant> {
  const { gpu, report } = await openDevice('webgpu');
  if (gpu === null) throw new Error(`WebGPU: not to be had (${report.fallback?.detail ?? report.backend})`);
  const engine = await openEngine(problem, lanes, gpu, report.software ? 'software' : 'gpu');
  return { adapter: report, notes: [], ...engine };
}

/** Our engine in WebAssembly, in one thread. */
export async function openOursInWasm(problem: Problem): Promise<Contestant> {
  const { report } = await openDevice('wasm');
  if (report.backend !== 'wasm') throw new Error(`WebAssembly: not to be had (${report.fallback?.detail})`);
  return { adapter: report, notes: [], dispatchesPerStep: 0, runSteps: await stepsInWasm(problem) };
}

/** What takes steps in WebAssembly, in the browser or in Node. */
export const stepsInWasm = async (problem: Problem): Promise<Contestant['runSteps']> =>
  stepping(await WasmExecutor.build(settingsOf(problem, 1)), problem, 1);

/** The same on a device of one's own. */
export async function openEngine(
  problem: Problem,
  lanes: number,
  device: GPUDevice,
  adapterClass: AdapterClass,
): Promise<Pick<Contestant, 'dispatchesPerStep' | 'runSteps'>> {
  const executor = await CompiledExecutor.build({ ...settingsOf(problem, lanes), device, adapterClass });
  return { dispatchesPerStep: executor.dispatchesPerStep, runSteps: stepping(executor, problem, lanes) };
}

/** What an executor of so many equal lanes is built from. */
function settingsOf(problem: Problem, lanes: number) {
  const plan = planOf(laneOf(problem));
  return {
    layers: layersOf(problem),
    weights: weightsOf(problem),
    lanes: Array.from({ length: lanes }, () => ({ name: 'nesterov', plan })),
    labelSmoothing: 0,
    dataset: samplesOf(problem),
    batchSize: batchSizeOf(problem),
    normalize: 'unit',
    seed: problem.seed,
  } as const;
}

/** Takes steps as the product does: as many at a time as the executor wants. */
function stepping(executor: Executor, problem: Problem, lanes: number): Contestant['runSteps'] {
  const batches = batchesOf(problem);
  const lane = laneOf(problem);
  const timelines = Array.from({ length: lanes }, () => new HyperparamTimeline(lane, null));
  return async (first: number, count: number): Promise<StepResults> => {
    const losses: number[] = [];
    const underWay: ReturnType<typeof executor.run>[] = [];
    const collect = async () => losses.push(...((await underWay.shift())?.[0]?.loss ?? []));
    let jsMs = 0;
    for (let done = 0; done < count; ) {
      const began = performance.now();
      const size = Math.min(executor.stepsPerRun(), count - done);
      const plans = Array.from({ length: size }, (_, i) => ({
        indices: batches[(first + done + i) % batches.length] ?? new Uint32Array(),
        hyperparams: timelines.map((timeline) => timeline.at(first + done + i)),
      }));
      underWay.push(executor.run(plans));
      jsMs += performance.now() - began;
      done += size;
      if (underWay.length >= executor.depth) await collect();
    }
    while (underWay.length > 0) await collect();
    return { losses, jsMs };
  };
}
