import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import { datasetOf, findDataset } from '../../data/catalog/index.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelName } from '../../messages/models.ts';
import type { Translator } from '../../messages/translator.ts';
import { describeModel, isSummary } from '../../nn/describe-model.ts';
import { modelById } from '../../nn/index.ts';
import type { SuggestedFix } from './suggestFixes.ts';
import { resizeLabel } from './suggestFixes.ts';

/** That a network takes the images but was made for others, with the change that gives it those; null where it was not. */
export function fitNote(
  t: Translator,
  spec: ExperimentSpec,
): { readonly text: string; readonly suggestion: SuggestedFix } | null {
  const { data, model } = spec;
  const modelImage = modelById(model.id).image;
  const [dataset, view] = [findDataset(data), datasetOf(data)];
  if (!modelImage || !dataset || !view) return null;
  const { size, channels, layer } = modelImage;
  const [height, width, colours] = view.shape;
  if (height === size && width === size && colours === channels) return null;
  const [dataHeight, dataWidth, dataChannels] = dataset.shape;
  const isDataSize = dataHeight === size && dataWidth === size;
  const resized = isDataSize ? { ...data, size: null } : { ...data, size, fit: 'resize' };
  const toColour = dataChannels === 1 && channels === 3;
  if (dataChannels !== channels && !toColour) return null;
  const [now, then] = [view.shape, [size, size, channels]].map((shape) =>
    inputOf(spec, shape, view.classCount, layer),
  );
  const shapes = {
    model: modelName(t, model.id),
    made: shapeText([size, size, channels]),
    shape: shapeText(view.shape),
  };
  return {
    text:
      now && then && now !== then
        ? t('settings.fit.noteOfLayer', { layer, input: now, expected: then, ...shapes })
        : t('settings.fit.note', shapes),
    suggestion: { label: labelOf(), spec: { ...spec, data: { ...resized, rgb: toColour } } },
  };

  function labelOf(): string {
    if (height === size && width === size) return t('settings.fix.rgb');
    if (colours === channels) return resizeLabel(t, size);
    return t('settings.fix.resizeRgb', { size: String(size) });
  }
}

/** What a layer is handed, as text; null where there is no such layer, or the network does not fit. */
function inputOf({ model }: ExperimentSpec, shape: Shape, classes: number, layer: string): string | null {
  const described = describeModel(model, shape, classes);
  if (!isSummary(described)) return null;
  const place = described.layers.findIndex(({ name }) => name === layer);
  const before = described.layers[place - 1];
  return before ? shapeText(before.outputShape) : null;
}
