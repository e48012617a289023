import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import { datasetOf, findDataset } from '../../data/index.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelName } from '../../messages/models.ts';
import { modelById } from '../../nn/index.ts';
import { messagesNow } from '../language.ts';
import { describeModel, isSummary } from './described.ts';
import type { SuggestedFix } from './suggestFixes.ts';

/** That a network takes the images but was made for others, with the change that gives it those; null where it was not. */
export function fitNote(
  spec: ExperimentSpec,
): { readonly text: string; readonly suggestion: SuggestedFix } | null {
  const { data, model } = spec;
  const wanted = modelById(model.id).image;
  const [own, given] = [findDataset(data.id), datasetOf(data)];
  if (!wanted || !own || !given) return null;
  const { size, channels, layer } = wanted;
  const [height, width, colours] = given.shape;
  if (height === size && width === size && colours === channels) return null;
  const [ownHeight, ownWidth, ownColours] = own.shape;
  const isOwnSize = ownHeight === size && ownWidth === size;
  const resized = isOwnSize ? { ...data, size: null } : { ...data, size, fit: 'resize' };
  const toColour = ownColours === 1 && channels === 3;
  if (ownColours !== channels && !toColour) return null;
  const [now, then] = [given.shape, [size, size, channels]].map((shape) =>
    inputOf(spec, shape, given.classCount, layer),
  );
  const gets = now && then && now !== then ? `${layer}: gets ${now} instead of ${then}. ` : '';
  const resize = height === size && width === size ? '' : `Resize to ${size} × ${size}`;
  const colour = colours === channels ? '' : resize === '' ? 'Grey as RGB' : ' and RGB';
  return {
    text: `${gets}${modelName(messagesNow(), model.id)} is made for pictures of ${shapeText([size, size, channels])}, and these are ${shapeText(given.shape)}.`,
    suggestion: { label: `${resize}${colour}`, spec: { ...spec, data: { ...resized, rgb: toColour } } },
  };
}

/** What a layer is handed, as text; null where there is no such layer, or the network does not fit. */
function inputOf({ model }: ExperimentSpec, shape: Shape, classes: number, layer: string): string | null {
  const described = describeModel(model, shape, classes);
  if (!isSummary(described)) return null;
  const place = described.layers.findIndex(({ name }) => name === layer);
  const before = described.layers[place - 1];
  return before ? shapeText(before.outputShape) : null;
}
