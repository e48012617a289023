import type { Dataset } from '../data/dataset.ts';
import { cnn } from '../nn/cnn.ts';
import type { Layer } from '../nn/layer.ts';
import type { NamedValues } from '../nn/model.ts';
import { initialWeights } from '../nn/model.ts';
import { optimizerById } from '../optim/index.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import type { Device } from './backend.ts';
import { CompiledExecutor } from './compiled/compiled.ts';
import { tuningStore } from './compiled/tuning-store.ts';
import type { Executor } from './executor.ts';

export interface Built {
  readonly executor: Executor;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
}

/** The model of a spec with its initial weights, ready to take steps: compiled on WebGPU, else through tfjs. */
export async function build(spec: ExperimentSpec, dataset: Dataset, device: Device): Promise<Built> {
  const { shape, classes } = dataset.manifest;
  const layers = cnn.layers(spec.model, shape, classes.length);
  const weights = initialWeights(layers, spec.seed);
  const optimizers = spec.lanes.map((lane) => optimizerById(lane.optimizer.id));
  const { batchSize, normalize } = spec.data;
  const common = { layers, weights, optimizers, dataset, normalize };
  if (device.gpu) {
    const { software, vendor, architecture, description } = device.report;
    const adapterClass = software ? 'software' : 'gpu';
    const tuning = tuningStore([vendor, architecture, description].join(' '));
    const executor = await CompiledExecutor.build({
      ...common,
      device: device.gpu,
      adapterClass,
      batchSize,
      seed: spec.seed,
      tuning,
    });
    return { executor, layers, weights };
  }
  const { EagerExecutor } = await import('./eager.ts');
  return { executor: new EagerExecutor(common), layers, weights };
}
