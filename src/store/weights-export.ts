import { datasetOf } from '../data/index.ts';
import { graphModel } from '../nn/files/graph-model.ts';
import { writeSafetensors } from '../nn/files/safetensors.ts';
import { layersOf } from '../nn/index.ts';
import type { TrainedWeights } from '../protocol/messages.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import { useApp } from './app.ts';
import { keepWeights } from './kept-weights.ts';
import { workerLane } from './lane-order.ts';
import { openExperiment, requireWorker } from './trainer.ts';

interface WeightsOut {
  readonly name: string;
  readonly blob: Blob;
}

/** A lane's weights and running statistics as one safetensors file. Rejects with why they cannot be had. */
export async function safetensorsOut(lane: number): Promise<WeightsOut> {
  const trained = await weightsOf(lane);
  return { name: `${fileName(lane, trained)}.safetensors`, blob: safetensorsOf(trained) };
}

/** A lane's network as the two files of a TensorFlow.js graph model, which name each other. Rejects likewise. */
export async function graphModelOut(lane: number): Promise<readonly WeightsOut[]> {
  const { spec } = useApp.getState().run;
  const trained = await weightsOf(lane);
  const { json, bin } = graphModelOf(spec, trained);
  return [
    { name: 'model.json', blob: new Blob([json], { type: 'application/json' }) },
    { name: 'weights.bin', blob: new Blob([bin], { type: 'application/octet-stream' }) },
  ];
}

/** A new run of the experiment, from the weights that a lane has trained. Rejects likewise. */
export async function startFromLane(lane: number): Promise<void> {
  const trained = await weightsOf(lane);
  const { sha256 } = await keepWeights(safetensorsOf(trained), laneText(trained));
  const { spec } = useApp.getState();
  await openExperiment({ ...spec, start: { sha256, head: true } }, null);
}

const weightsOf = (lane: number): Promise<TrainedWeights> =>
  requireWorker().client.call('weights', { lane: workerLane(useApp.getState().run, lane) });

const safetensorsOf = ({ weights, state, metadata }: TrainedWeights): Blob =>
  new Blob([writeSafetensors({ tensors: [...weights, ...state], metadata })]);

function graphModelOf(spec: ExperimentSpec, { weights, state, metadata }: TrainedWeights) {
  const { shape: input, classCount } = datasetOf(spec.data) ?? { shape: [], classCount: 0 };
  const layers = layersOf(spec.model, input, classCount);
  return graphModel({ layers, input, weights, state, metadata });
}

/** `Nesterov, step 300`. */
const laneText = ({ metadata }: TrainedWeights): string => `${metadata.lane}, step ${metadata.step}`;

/** `cnn-nesterov-300`: the model, the lane, the steps. */
function fileName(lane: number, { metadata }: TrainedWeights): string {
  const { spec } = useApp.getState().run;
  const words = `${spec.model.id} ${spec.lanes[lane]?.name ?? ''} ${metadata.step}`.toLowerCase();
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).join('-').slice(0, 80);
}
