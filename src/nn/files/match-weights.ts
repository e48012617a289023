import type { ParameterRole } from '../../core/parameter-role.ts';
import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';
import { weightsError } from './weights-error.ts';

/** A tensor that a network starts with: of a parameter with its role, of running statistics without. */
export interface InitialTensor extends NamedValues {
  readonly role?: ParameterRole;
}

/**
 * The initial weights with the tensors of a file in their place: by name where the file has all names, else in the order
 * of the file, which must then have as many tensors of the same shapes. Running statistics that bear a usual name go by
 * that, wherever they stand: Keras writes them layer by layer, TensorFlow.js behind all weights. Without `head` those of
 * the role `head` keep their initial values.
 * @param initial weights and running statistics, in the order of the layers
 * @param excluded what the file holds besides, in forms that are no weights
 * @throws DownhillError code `data`, path `file`, naming the first tensor that is missing or has another shape, and where
 *   nothing of the file would be used
 */
export function matchWeights(
  initial: readonly InitialTensor[],
  file: readonly NamedValues[],
  { head, excluded = [] }: { readonly head: boolean; readonly excluded?: readonly ExcludedTensor[] },
): NamedValues[] {
  const named = new Map(file.map((tensor) => [tensor.name, tensor]));
  const expected = initial.filter(({ role }) => head || role !== 'head');
  if (expected.length === 0) {
    throw weightsError('shapeError', 'weightsGiveNothing', {});
  }
  const byName = expected.every(({ name }) => named.has(name));
  if (!byName && file.length !== initial.length) {
    const missing = expected.filter(({ name }) => !named.has(name));
    const unread = excluded.find((tensor) => missing.some(({ name }) => name === tensor.name));
    if (unread) throw weightsError('shapeError', 'weightsStoredAs', { ...unread });
    const counts = { name: missing[0]?.name ?? '', expected: initial.length, got: file.length };
    const [first, ...others] = excluded;
    if (!first) throw weightsError('shapeError', 'weightsTensorMissing', counts);
    throw weightsError('shapeError', 'weightsTensorExcluded', {
      ...counts,
      excluded: first.name,
      dtype: first.dtype,
      more: others.length,
    });
  }
  const matches = byName ? initial.map(({ name }) => named.get(name)) : inPlaces(initial, file);
  return initial.map((parameter, place) => {
    if (!expected.includes(parameter)) return parameter;
    const tensor = matches[place];
    if (!tensor || !sameShape(tensor.shape, parameter.shape)) {
      const { name } = parameter;
      const expected = shapeText(parameter.shape);
      if (!tensor) throw weightsError('shapeError', 'weightsShort', { name, expected });
      const got = { other: tensor.name, got: shapeText(tensor.shape) };
      throw weightsError('shapeError', 'weightsShape', { name, expected, ...got });
    }
    const broken = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (broken !== -1)
      throw weightsError('shapeError', 'weightsNotFinite', {
        name: tensor.name,
        got: String(tensor.values[broken]),
      });
    return { name: parameter.name, shape: parameter.shape, values: tensor.values };
  });
}

type Kind = 'weight' | 'mean' | 'variance';

/** What a tensor is, by the end of its name: ours, Keras's and TensorFlow's, PyTorch's. */
function kindOf({ name }: NamedValues): Kind {
  if (/(^|[/._])(moving_mean|running_mean|mean)(:0)?$/i.test(name)) return 'mean';
  return /(^|[/._])(moving_variance|running_var|running_variance|variance)(:0)?$/i.test(name)
    ? 'variance'
    : 'weight';
}

/** The tensors of a file with other names in the order of the network's: each kind in its own order, where names tell it. */
function inPlaces(
  initial: readonly InitialTensor[],
  file: readonly NamedValues[],
): readonly (NamedValues | undefined)[] {
  if (file.every((tensor) => kindOf(tensor) === 'weight')) return file;
  const left: Readonly<Record<Kind, NamedValues[]>> = { weight: [], mean: [], variance: [] };
  for (const tensor of file) left[kindOf(tensor)].push(tensor);
  return initial.map((parameter) => left[kindOf(parameter)].shift());
}

const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);
