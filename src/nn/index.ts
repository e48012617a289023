import type { Shape } from '../core/shape.ts';
import { cnn } from './cnn.ts';
import type { Layer } from './layer.ts';
import { logistic } from './logistic.ts';
import { mlp } from './mlp.ts';
import type { ModelDeclaration, Smaller } from './model.ts';
import type { OptionValues } from './options.ts';
import { resnet } from './resnet.ts';
import { tenConv } from './ten-conv.ts';
import { vit } from './vit.ts';

/** Every model, in the order the page lists them. */
export const models = [cnn, tenConv, resnet, vit, mlp, logistic] as const;

type Model = (typeof models)[number];

export type ModelId = Model['id'];

/** A model of the spec: its id and all its options. */
export type ModelSpec<Id extends ModelId = ModelId> = {
  [M in Model as M['id']]: { readonly id: M['id'] } & OptionValues<M['options']>;
}[Id];

/** @throws RangeError where there is no such model */
export function modelById(id: ModelId): ModelDeclaration {
  const declaration = (models as readonly unknown[] as readonly ModelDeclaration[]).find(
    (model) => model.id === id,
  );
  if (!declaration) throw new RangeError(`model: no declaration with the id ${id}`);
  return declaration;
}

/** @throws DownhillError code `spec`, naming the layer that does not fit and what would */
export const layersOf = (model: ModelSpec, input: Shape, classes: number): readonly Layer[] =>
  modelById(model.id).layers(model, input, classes);

/** The same model in smaller sizes, the largest first; empty where it has none to offer. */
export const smallerThan = (model: ModelSpec): readonly Smaller[] =>
  modelById(model.id).smaller?.(model) ?? [];
