import type { AdapterClass } from '../../compiler/kernels/kernel.ts';
import type { Dataset } from '../../data/dataset.ts';
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
import { lanesOf, loweredOptions } from './lowered-options.ts';
import type { LaneWorkers } from './parallel/build-wasm.ts';
import type { CompiledOptions } from './webgpu/compile-model.ts';
import { CompiledExecutor } from './webgpu/compiled.ts';
import { tuningStore } from './webgpu/tuning-store.ts';
import { wrapExecutor } from './wrap.ts';

export interface BuiltModel {
  readonly executor: Executor;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
}

/** What an executor of our own kernels is made from, with the weights to start from. */
function optionsOf(
  spec: ExperimentSpec,
  dataset: Samples,
  adapterClass: AdapterClass,
  pretrained: PretrainedWeights | null,
  layerStatistics: boolean,
) {
  const options = loweredOptions(spec, dataset, adapterClass, layerStatistics);
  return { ...options, ...startValues(options.layers, spec.seed, pretrained) };
}

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
  return {
    ...optionsOf(spec, dataset, adapterClass, pretrained, layerStatistics),
    device,
    ...(!software && { tuning: tuningStore([vendor, architecture, description].join(' ')) }),
  };
}

/**
 * The model of a spec with its initial weights, ready to take steps: compiled for WebGPU or WebAssembly, else
 * through tfjs. `layerStatistics`: whether gradients and weights of each layer are measured on the way; `laneWorkers`:
 * what lanes train side by side in by WebAssembly, in one thread where absent.
 * @throws DownhillError code `device` where the device fails meanwhile, memory does not suffice or a kernel does not compile
 */
export async function build(
  spec: ExperimentSpec,
  dataset: Dataset,
  { gpu, report, deviceErrors }: Device,
  pretrained: PretrainedWeights | null,
  layerStatistics = false,
  laneWorkers: LaneWorkers | null = null,
): Promise<BuiltModel> {
  const make = async (): Promise<BuiltModel> => {
    if (gpu) {
      const options = compiledOptions(spec, dataset, gpu, report, pretrained, layerStatistics);
      const { layers, weights } = options;
      return { executor: await CompiledExecutor.build(options), layers, weights };
    }
    if (report.backend === 'wasm') {
      const options = optionsOf(spec, dataset, 'software', pretrained, layerStatistics);
      const { layers, weights } = options;
      const { buildWasm } = await import('./parallel/build-wasm.ts');
      return { executor: await buildWasm(spec, options, laneWorkers), layers, weights };
    }
    const { shape, classes } = dataset.manifest;
    const { seed, data, training } = spec;
    const layers = layersOf(spec.model, shape, classes.length);
    checkBatch(layers, data.batchSize);
    const start = startValues(layers, seed, pretrained);
    const { EagerExecutor } = await import('./tfjs/eager.ts');
    const executor = new EagerExecutor({
      layers,
      ...start,
      lanes: lanesOf(spec),
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
