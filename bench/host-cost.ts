import { readFileSync } from 'node:fs';
import { create, globals } from 'webgpu';
import { imageSizeBytes, parseManifest } from '../src/data/formats/manifest.ts';
import { openEngine } from './page/ours.ts';
import type { Problem, WorkloadId } from './page/workload.ts';
import { oneShard, titleOf } from './page/workload.ts';

/** What handing steps to a device takes of the thread, in microseconds a step, round by round. */
export interface HostCost {
  readonly title: string;
  readonly dispatchesPerStep: number | null;
  readonly stepsPerRound: number;
  /** Each step a submission of its own. */
  readonly alone: readonly number[];
  /** As many steps to a submission as the engine's pacing has come to. */
  readonly paced: readonly number[];
}

const stepsPerRound = 2000;
const rounds = 5;

/**
 * JavaScript and Dawn's own encoding, on Dawn's null backend, which takes every command and does nothing. Images are
 * black: nothing looks at them.
 */
export async function hostCost(workload: WorkloadId): Promise<HostCost> {
  Object.assign(globalThis, globals);
  const gpu = create(['backend=null']);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('Dawn gave no null adapter');
  const device = await adapter.requestDevice();
  const problem = blackImages(workload);
  const { runSteps, dispatchesPerStep } = await openEngine(problem, 1, device, 'gpu');
  let step = 0;
  const aRound = async (atOnce: number): Promise<number> => {
    let spentMs = 0;
    for (let done = 0; done < stepsPerRound; done += atOnce) {
      spentMs += (await runSteps(step, atOnce)).jsMs;
      step += atOnce;
    }
    return (1000 * spentMs) / stepsPerRound;
  };
  await aRound(1);
  await aRound(stepsPerRound); // both ways compiled and paced
  const alone: number[] = [];
  const paced: number[] = [];
  for (let round = 0; round < rounds; round++) {
    alone.push(await aRound(1));
    paced.push(await aRound(stepsPerRound));
  }
  device.destroy();
  return { title: titleOf(problem), dispatchesPerStep, stepsPerRound, alone, paced };
}

function blackImages(workload: WorkloadId): Problem {
  const file = new URL('../public/data/fashion-mnist/manifest.json', import.meta.url);
  const manifest = oneShard(parseManifest(JSON.parse(readFileSync(file, 'utf8')), 'manifest.json'));
  const { train } = manifest.counts;
  return {
    workload,
    seed: 1,
    lr: 0.02,
    manifest,
    images: new Uint8Array(train * imageSizeBytes(manifest)),
    labels: new Uint8Array(train),
  };
}
