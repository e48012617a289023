import type { ModelId, ModelSpec } from '../../nn/index.ts';
import { layersOf, modelById, smallerThan } from '../../nn/index.ts';
import type { Augmentation } from '../kernels/gather.ts';
import type { CompiledLane, LoweringOptions } from './lower-model.ts';

/** What of an experiment its programs depend on. */
interface ExperimentParts {
  readonly model: ModelSpec;
  readonly data: { readonly batchSize: number; readonly augment: Augmentation };
  readonly training: { readonly labelSmoothing: number };
}

/** The same with its model, and the options that its weights grow with, as paths into the spec. */
export interface ExperimentLowering extends LoweringOptions {
  readonly model: ModelId;
  readonly widths: readonly string[];
}

/**
 * What the programs of an experiment are lowered from.
 * @throws DownhillError code `spec` where the network does not fit the images
 */
export function loweringOf(
  { model, data, training }: ExperimentParts,
  lanes: readonly CompiledLane[],
  setting: Pick<LoweringOptions, 'dataset' | 'adapterClass' | 'layerStatistics'>,
): ExperimentLowering {
  const { shape, classes } = setting.dataset.manifest;
  return {
    ...setting,
    layers: layersOf(model, shape, classes.length),
    lanes,
    labelSmoothing: training.labelSmoothing,
    batchSize: data.batchSize,
    augment: data.augment,
    *smaller() {
      for (const { values, setting } of smallerThan(model))
        yield { layers: modelById(model.id).layers(values, shape, classes.length), setting };
    },
    model: model.id,
    widths: modelById(model.id).widths.map((key) => `model.${key}`),
  };
}
