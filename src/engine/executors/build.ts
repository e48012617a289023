import type { Dataset } from '../../data/dataset.ts';
import { planOf } from '../../experiment/lane-update.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import { startValues } from '../../nn/files/start-values.ts';
import { layersOf, modelById, smallerThan } from '../../nn/index.ts';
import type { Layer } from '../../nn/layer.ts';
import { checkBatch } from '../../nn/layer.ts';
import type { NamedValues } from '../../nn/model.ts';
import type { AdapterReport } from '../../protocol/messages.ts';
import type { Device } from '../device/backend.ts';
import type { Executor, Samples } from './executor.ts';
import type { CompiledOptions } from './webgpu/compile-model.ts';
import { CompiledExecutor } from './webgpu/compiled.ts';
import { tuningStore } from './webgpu/tuning-store.ts';
import { wrapExecutor } from './wrap.ts';

export interface BuiltModel {
  readonly executor: Executor;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
}

/** The model of a spec with its initial weights. */
function modelOf(spec: ExperimentSpec, dataset: Samples, pretrained: PretrainedWeights | null) {
  const { shape, classes } = dataset.manifest;
  const layers = layersOf(spec.model, shape, classes.length);
  checkBatch(layers, spec.data.batchSize);
  const { weights, state } = startValues(layers, spec.seed, pretrained);
  const lanes = spec.lanes.map((lane) => ({ name: lane.optimizer.id, plan: planOf(lane) }));
  const { labelSmoothing } = spec.training;
  const { normalize, augment } = spec.data;
  return { layers, weights, state, lanes, labelSmoothing, dataset, normalize, augment, seed: spec.seed };
}

/** What the compiled step of a spec is made from, on a WebGPU device. */
export function compiledOptions(
  spec: ExperimentSpec,
  dataset: Samples,
  device: GPUDevice,
  { software, vendor, architecture, description }: AdapterReport,
  pretrained: PretrainedWeights | null = null,
): CompiledOptions {
  return {
    ...modelOf(spec, dataset, pretrained),
    device,
    adapterClass: software ? 'software' : 'gpu',
    batchSize: spec.data.batchSize,
    *smaller() {
      const { shape, classes } = dataset.manifest;
      for (const { values, todo } of smallerThan(spec.model))
        yield { layers: modelById(spec.model.id).layers(values, shape, classes.length), todo };
    },
    widths: modelById(spec.model.id).widths.map((key) => `model.${key}`),
    ...(!software && { tuning: tuningStore([vendor, architecture, description].join(' ')) }),
  };
}

/**
 * The model of a spec with its initial weights, ready to take steps: compiled on WebGPU, else through tfjs. `layerStatistics`:
 * whether gradients and weights of each layer are measured on the way.
 * @throws DownhillError code `device` where the device fails meanwhile, memory does not suffice or a kernel does not compile
 */
export async function build(
  spec: ExperimentSpec,
  dataset: Dataset,
  { gpu, report, deviceErrors }: Device,
  pretrained: PretrainedWeights | null,
  layerStatistics = false,
): Promise<BuiltModel> {
  const make = async (): Promise<BuiltModel> => {
    if (gpu) {
      const options = { ...compiledOptions(spec, dataset, gpu, report, pretrained), layerStatistics };
      const { layers, weights } = options;
      return { executor: await CompiledExecutor.build(options), layers, weights };
    }
    const model = modelOf(spec, dataset, pretrained);
    const { EagerExecutor } = await import('./tfjs/eager.ts');
    return {
      executor: new EagerExecutor({ ...model, layerStatistics }),
      layers: model.layers,
      weights: model.weights,
    };
  };
  const built = await deviceErrors.guard(make, ({ executor }) => executor.dispose());
  // where the device fails, that is what the executor's calls reject with
  const executor = wrapExecutor(built.executor, (work) => deviceErrors.guard(work));
  return { ...built, executor };
}
