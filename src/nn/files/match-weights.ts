import { DownhillError } from '../../core/errors.ts';
import type { ParameterRole } from '../../core/parameter-role.ts';
import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';

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
    throw fileError('would give it nothing, for its only layer is the head, which starts at random');
  }
  const byName = expected.every(({ name }) => named.has(name));
  if (!byName && file.length !== initial.length) {
    const missing = expected.filter(({ name }) => !named.has(name));
    const unread = excluded.find((tensor) => missing.some(({ name }) => name === tensor.name));
    if (unread) throw unreadable(unread);
    throw fileError(
      `has no ${missing[0]?.name ?? ''}, and ${file.length} tensors where the network has ${initial.length}${besides(excluded)}`,
    );
  }
  const matches = byName ? initial.map(({ name }) => named.get(name)) : inPlaces(initial, file);
  return initial.map((parameter, place) => {
    if (!expected.includes(parameter)) return parameter;
    const tensor = matches[place];
    if (!tensor || !sameShape(tensor.shape, parameter.shape)) {
      const got = tensor ? `${tensor.name} of ${shapeText(tensor.shape)}` : 'none';
      throw fileError(`should have ${parameter.name} of ${shapeText(parameter.shape)}, got ${got}`);
    }
    const broken = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (broken !== -1)
      throw fileError(`holds ${tensor.values[broken]} in ${tensor.name}, with which nothing can be trained`);
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

const fileError = (fact: string): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    fault: { of: 'weights', id: 'shapeError' },
    message: `Weights: the file ${fact}; choose weights of this network, or set the network to theirs`,
  });

/** What was not counted among the tensors. */
const besides = ([first, ...others]: readonly ExcludedTensor[]): string =>
  first === undefined
    ? ''
    : `, ${first.name} (${first.dtype})${others.length === 0 ? '' : ` and ${others.length} more`} left out, since no weight is stored so`;

const unreadable = ({ name, dtype }: ExcludedTensor): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    fault: { of: 'weights', id: 'shapeError' },
    message: `Weights: the file has ${name} stored as ${dtype}, which cannot be read as weights; save it as F32, F16 or BF16`,
  });
