import { exportName } from '../core/file-name.ts';
import { datasetOf } from '../data/catalog/index.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { layersOf } from '../nn/index.ts';
import type { TrainedWeights } from '../protocol/messages.ts';
import { useApp } from './app.ts';
import { keepWeights } from './kept-weights.ts';
import { openExperiment } from './opening.ts';
import { laneIdOf } from './rounds.ts';
import { requireWorker } from './worker.ts';

interface WeightsOut {
  readonly name: string;
  readonly blob: Blob;
}

/** A lane's weights and running statistics as one safetensors file. Rejects with why they cannot be had. */
export async function safetensorsOut(lane: number): Promise<WeightsOut> {
  const trained = await weightsOf(lane);
  return { name: fileName(lane, trained, 'safetensors'), blob: await safetensorsOf(trained) };
}

/** A lane's network as the two files of a TensorFlow.js graph model, which name each other. Rejects likewise. */
export async function graphModelOut(lane: number): Promise<readonly WeightsOut[]> {
  const { displaySpec: spec } = useApp.getState().run;
  const trained = await weightsOf(lane);
  const binName = fileName(lane, trained, 'bin');
  const { json, bin } = await graphModelOf(spec, trained, binName);
  return [
    { name: binName.replace(/bin$/, 'json'), blob: new Blob([json], { type: 'application/json' }) },
    { name: binName, blob: new Blob([bin], { type: 'application/octet-stream' }) },
  ];
}

/** A new run of the experiment, from the weights that a lane has trained. Rejects likewise. */
export async function startFromLane(lane: number): Promise<void> {
  const trained = await weightsOf(lane);
  const { lane: name = '', step } = trained.metadata;
  const { sha256 } = await keepWeights(await safetensorsOf(trained), { name, step: Number(step) });
  const { spec } = useApp.getState();
  await openExperiment({ ...spec, start: { sha256, head: true } }, null);
}

function weightsOf(lane: number): Promise<TrainedWeights> {
  const laneId = laneIdOf(useApp.getState().run, lane);
  return requireWorker().client.call('weights', { laneId });
}

async function safetensorsOf({ weights, state, metadata }: TrainedWeights): Promise<Blob> {
  const { writeSafetensors } = await import('../nn/files/safetensors.ts');
  return new Blob([writeSafetensors({ tensors: [...weights, ...state], metadata })]);
}

async function graphModelOf(
  spec: ExperimentSpec,
  { weights, state, metadata }: TrainedWeights,
  binName: string,
) {
  const { graphModel } = await import('../nn/files/graph-model.ts');
  const { shape: input, classCount } = datasetOf(spec.data) ?? { shape: [], classCount: 0 };
  const layers = layersOf(spec.model, input, classCount);
  return graphModel({ layers, input, weights, state, metadata, binName });
}

/** `what-momentum-buys_nesterov_step-300_2026-11-29_1402.bin`: the race, the lane, its steps, and when it was saved. */
function fileName(lane: number, { metadata }: TrainedWeights, ending: string): string {
  const { displaySpec: spec } = useApp.getState().run;
  const parts = [spec.name, spec.lanes[lane]?.name ?? '', `step-${metadata.step}`];
  return exportName(parts, ending, new Date());
}
