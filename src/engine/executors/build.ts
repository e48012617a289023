import { loweringOf } from '../../compiler/lowering/experiment.ts';
import type { Dataset } from '../../data/dataset.ts';
import { planOf } from '../../experiment/lane-update.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import { startValues } from '../../nn/files/start-values.ts';
import { layersOf } from '../../nn/index.ts';
import type { Layer } from '../../nn/layer.ts';
import { checkBatch } from '../../nn/layer.ts';
import type { NamedValues } from '../../nn/model.ts';
import type { AdapterReport } from '../../protocol/training-facts.ts';
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

/** How the lanes of a spec update their weights. */
const lanesOf = (spec: ExperimentSpec) =>
  spec.lanes.map((lane) => ({ name: lane.optimizer.id, plan: planOf(lane) }));

/** What the compiled step of a spec is made from, on a WebGPU device. */
export function compiledOptions(
  spec: ExperimentSpec,
  dataset: Samples,
  device: GPUDevice,
  { software, vendor, architecture, description }: AdapterReport,
  pretrained: PretrainedWeights | null = null,
  layerStatistics = false,
): CompiledOptions {
  const adapterClass = software ? 'software' : 'gpu';
  const lowering = loweringOf(spec, lanesOf(spec), { dataset, adapterClass, layerStatistics });
  checkBatch(lowering.layers, spec.data.batchSize);
  return {
    ...lowering,
    ...startValues(lowering.layers, spec.seed, pretrained),
    dataset,
    device,
    normalize: spec.data.normalize,
    seed: spec.seed,
    ...(!software && { tuning: tuningStore([vendor, architecture, description].join(' ')) }),
  };
}

/** The layers of a spec and what they start from. @throws DownhillError code `spec` where they cannot take its batches */
function networkOf(spec: ExperimentSpec, { manifest }: Dataset, pretrained: PretrainedWeights | null) {
  const layers = layersOf(spec.model, manifest.shape, manifest.classes.length);
  checkBatch(layers, spec.data.batchSize);
  return { layers, start: startValues(layers, spec.seed, pretrained) };
}

/**
 * The model of a spec with its initial weights, ready to take steps: compiled for WebGPU or WebAssembly, else through tfjs. `layerStatistics`:
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
      const options = compiledOptions(spec, dataset, gpu, report, pretrained, layerStatistics);
      const { layers, weights } = options;
      return { executor: await CompiledExecutor.build(options), layers, weights };
    }
    const { layers, start } = networkOf(spec, dataset, pretrained);
    const { seed, data, training } = spec;
    const lanes = lanesOf(spec);
    if (report.backend === 'wasm') {
      const { WasmExecutor } = await import('./wasm/wasm-executor.ts');
      const lowering = loweringOf(spec, lanes, { dataset, adapterClass: 'software', layerStatistics });
      const { normalize } = data;
      const executor = await WasmExecutor.build({ ...lowering, ...start, dataset, normalize, seed });
      return { executor, layers, weights: start.weights };
    }
    const { EagerExecutor } = await import('./tfjs/eager.ts');
    const executor = new EagerExecutor({
      layers,
      ...start,
      lanes,
      labelSmoothing: training.labelSmoothing,
      dataset,
      normalize: data.normalize,
      augment: data.augment,
      seed,
      layerStatistics,
    });
    return { executor, layers, weights: start.weights };
  };
  const built = await deviceErrors.guard(make, ({ executor }) => executor.dispose());
  // where the device fails, that is what the executor's calls reject with
  const executor = wrapExecutor(built.executor, (work) => deviceErrors.guard(work));
  return { ...built, executor };
}
