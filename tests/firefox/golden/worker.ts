import { openOnAdapter } from '../../../src/engine/device/device.ts';
import { netOf } from '../../golden/golden-nets.ts';
import { cnnRuns } from '../../golden/references.ts';
import { goldenLosses } from '../../gpu/golden-losses.ts';

export interface GoldenRequest {
  readonly id: string;
  readonly steps: number;
}

export type GoldenAnswer = { readonly losses: number[] } | { readonly error: string };

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  const { gpu = null } = adapter ? await openOnAdapter(adapter) : {};
  if (gpu === null) throw new Error('WebGPU: no device');
  return gpu;
}
const opened = openDevice();

async function answer({ id, steps }: GoldenRequest): Promise<GoldenAnswer> {
  try {
    const run = cnnRuns.runs.find((candidate) => candidate.id === id);
    if (run === undefined) throw new Error(`cnn.json: no ${id}`);
    const options = { device: await opened, ...netOf(run), stepsPerRun: steps };
    return { losses: await goldenLosses({ ...run, steps }, options) };
  } catch (error) {
    return { error: String(error) };
  }
}

addEventListener('message', async ({ data }: MessageEvent<GoldenRequest>) => {
  postMessage(await answer(data));
});
