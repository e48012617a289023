import type { Activation } from '../nn/activation.ts';
import type { activationOf } from '../nn/common-options.ts';
import type { ModelId, ModelSpec } from '../nn/index.ts';
import type { LayerKind } from '../nn/layer.ts';
import { joinItems } from './sentences.ts';
import type { MessageKey, Translator } from './translator.ts';

type KeyOf<Last extends string> = Extract<MessageKey, `models.${string}.${string}.${Last}`>;

export const modelName = (t: Translator, id: ModelId): string => t(`models.${id}.name`);

/** What a model is, in one sentence. */
export const modelHelp = (t: Translator, id: ModelId): string => t(`models.${id}.help`);

/** What an option of a model is called, as a title. @param key one that it has */
export const modelOptionLabel = (t: Translator, id: ModelId, key: string): string =>
  t(`models.${ownerOf(t, id, key)}.${key}.label` as KeyOf<'label'>);

/** What an option of a model does. @param key likewise */
export const modelOptionHelp = (t: Translator, id: ModelId, key: string): string =>
  t(`models.${ownerOf(t, id, key)}.${key}.help` as KeyOf<'help'>);

/** What an entry of a list is called, by its place from 1: `Filters of conv block 2`. */
export const modelListItem = (t: Translator, id: ModelId, key: string, place: number): string =>
  t(`models.${id}.${key}.item` as 'models.cnn.filters.item', { place: t.format.whole(place) });

/** What a value of a choice is called; a number by itself, a part of one as `1/4`. */
export function modelChoice(t: Translator, id: ModelId, key: string, value: string | number): string {
  if (typeof value === 'number') return value > 0 && value < 1 ? `1/${1 / value}` : String(value);
  return t(`models.${ownerOf(t, id, key)}.${key}.choices.${value}` as 'models.cnn.pool.choices.max');
}

/** Whose texts an option has: the model's own, or what several share. */
const ownerOf = (t: Translator, id: ModelId, key: string): string =>
  t.has(`models.${id}.${key}.label` as KeyOf<'label'>) ? id : 'any';

/** A name that shows the widths, and what is not the common choice: `CNN 16–32, batch norm`. */
export function modelTitle(t: Translator, model: ModelSpec): string {
  switch (model.id) {
    case 'cnn': {
      const title = t('models.title.cnn', { widths: widthsText([...model.filters, ...model.dense]) });
      const kernel = model.kernel === 3 ? [] : `${model.kernel}×${model.kernel}`;
      const pool = model.pool === 'max' ? [] : t('models.layer.averagePool');
      return joinItems(t, [title, kernel, pool, traits(t, model)].flat());
    }
    case 'ten-conv': {
      const title = t('models.title.tenConv', { width: modelChoice(t, model.id, 'width', model.width) });
      const places = model.pools.join(', ');
      const pools =
        model.pools.length === 0 ? t('models.title.noPools') : t('models.title.pools', { places });
      return joinItems(t, [title, pools, ...traits(t, model)]);
    }
    case 'resnet': {
      const sizes = { depth: String(model.depth), width: String(model.width) };
      return joinItems(t, [
        t(`models.title.${model.residual ? 'resnet' : 'plain'}`, sizes),
        ...traits(t, model),
      ]);
    }
    case 'vit': {
      const title = t('models.title.vit', { width: String(model.width), depth: String(model.depth) });
      const patch = t('models.title.patch', { size: String(model.patch) });
      const heads = t('models.layer.heads', { count: model.heads });
      return joinItems(t, [title, patch, heads, ...traits(t, model, 'gelu')]);
    }
    case 'mlp':
      return joinItems(t, [t('models.title.mlp', { widths: widthsText(model.hidden) }), ...traits(t, model)]);
    case 'logistic':
      return modelName(t, model.id);
  }
}

const widthsText = (widths: readonly number[]): string => widths.join('–');

type Traits = Parameters<typeof activationOf>[0] & {
  readonly norm?: 'none' | 'batch' | 'group';
  readonly groups?: number;
  readonly dropout: number;
};

/** What a title says beyond the widths. @param typical the activation that goes without saying */
function traits(t: Translator, model: Traits, typical: Traits['activation'] = 'relu'): string[] {
  const { activation, slope, norm = 'none', groups = 1, dropout } = model;
  return [
    activation === typical ? [] : activationText(t, { kind: activation, slope }),
    norm === 'none' ? [] : normText(t, norm, groups),
    dropout === 0 ? [] : t('models.layer.dropout', { rate: String(dropout) }),
  ].flat();
}

const normText = (t: Translator, norm: 'batch' | 'group', groups: number): string =>
  norm === 'batch' ? t('models.layer.batchNorm') : t('models.title.groupNorm', { groups: String(groups) });

/** The name as people write it; nothing for the linear one. */
function activationText(
  t: Translator,
  { kind, slope }: { readonly kind: Activation['kind']; readonly slope?: number },
): string {
  if (kind === 'linear') return '';
  const name = t(`models.any.activation.choices.${kind}`);
  return kind === 'leaky-relu' ? `${name} ${slope}` : name;
}

/** What a layer is: `conv 3×3, ReLU`, `max pool 2×2`. */
export function layerKindText(t: Translator, kind: LayerKind): string {
  switch (kind.id) {
    case 'conv': {
      const window = windowText(kind.size, kind.stride === 1 ? null : kind.stride);
      return withActivation(t, t('models.layer.conv', { window }), kind.activation);
    }
    case 'dense':
      return withActivation(t, t('models.layer.dense'), kind.activation);
    case 'activation':
      return activationText(t, kind.activation);
    case 'maxPool':
    case 'averagePool': {
      const window = windowText(kind.size, kind.stride === kind.size ? null : kind.stride);
      return t('models.layer.pool', { pool: t(`models.layer.${kind.id}`), window });
    }
    case 'globalAveragePool':
    case 'tokenMean':
    case 'classToken':
    case 'batchNorm':
    case 'layerNorm':
      return t(`models.layer.${kind.id}`);
    case 'groupNorm':
      return t('models.layer.groupNorm', { groups: kind.groups });
    case 'dropout':
      return t('models.layer.dropout', { rate: String(kind.rate) });
    case 'add':
      return kind.inputs.join(' + ');
    case 'attention':
      return joinItems(t, [t('models.layer.attention'), t('models.layer.heads', { count: kind.heads })]);
    case 'patches':
      return joinItems(t, [
        t('models.layer.patches', { window: windowText(kind.size, null) }),
        t('models.layer.dense'),
      ]);
    case 'positions': {
      const positions = t('models.layer.positions');
      return kind.classToken ? joinItems(t, [t('models.layer.classToken'), positions]) : positions;
    }
  }
}

const withActivation = (t: Translator, text: string, activation: Activation): string =>
  activation.kind === 'linear' ? text : joinItems(t, [text, activationText(t, activation)]);

/** `3×3`, and `3×3/2` with a stride that does not go without saying. */
const windowText = (size: number, stride: number | null): string =>
  `${size}×${size}${stride === null ? '' : `/${stride}`}`;
