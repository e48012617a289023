import { DownhillError, toErrorReport } from '../../core/errors.ts';
import type { Layer } from '../layer.ts';
import type { NamedValues, NetworkValues } from '../model.ts';
import { initialState, initialWeights } from '../model.ts';
import type { InitialTensor } from './match-weights.ts';
import { matchWeights } from './match-weights.ts';
import type { ExcludedTensor } from './safetensors.ts';

/** Weights that were trained before, to start from. */
export interface PretrainedWeights {
  readonly tensors: readonly NamedValues[];
  /** What their file holds besides. */
  readonly excluded?: readonly ExcludedTensor[];
  /** False for all but the last layer. */
  readonly head: boolean;
}

/**
 * What a lane starts with: random weights of a seed, or those of a file.
 * @throws DownhillError code `data` where the file is of another network: path `start.head` where only its last layer does
 * not fit, else `start`
 */
export function startValues(
  layers: readonly Layer[],
  seed: number,
  pretrained: PretrainedWeights | null,
): NetworkValues {
  const random = { weights: initialWeights(layers, seed), state: initialState(layers) };
  if (pretrained === null) return random;
  const initialByName = new Map([...random.weights, ...random.state].map((tensor) => [tensor.name, tensor]));
  const matches = matched(
    inOrder(layers).flatMap(({ name, role }) => {
      const tensor = initialByName.get(name);
      return tensor ? [{ ...tensor, role }] : [];
    }),
    pretrained,
  );
  const initial = new Map(matches.map((tensor) => [tensor.name, tensor]));
  const pick = (tensors: readonly NamedValues[]) =>
    tensors.map((tensor) => initial.get(tensor.name) ?? tensor);
  return { weights: pick(random.weights), state: pick(random.state) };
}

/**
 * Whether a file fits a network, from names and shapes alone.
 * @throws DownhillError as `startValues`
 */
export function checkPretrained(layers: readonly Layer[], pretrained: PretrainedWeights): void {
  const nothing = new Float32Array(0);
  matched(
    inOrder(layers).map((declared) => ({ ...declared, values: nothing })),
    pretrained,
  );
}

/** Layer by layer its weights, then its running statistics: the order of files whose names are others. */
const inOrder = (layers: readonly Layer[]) =>
  layers.flatMap(({ parameters, state = [] }) => [
    ...parameters.map(({ name, shape, role }) => ({ name, shape, role })),
    ...state.map(({ name, shape }) => ({ name, shape, role: undefined })),
  ]);

function matched(initials: readonly InitialTensor[], pretrained: PretrainedWeights): readonly NamedValues[] {
  const { tensors, head } = pretrained;
  try {
    return matchWeights(initials, tensors, pretrained);
  } catch (error) {
    if (!(error instanceof DownhillError)) throw error;
    throw new DownhillError({
      ...toErrorReport(error),
      path: head && fits(initials, tensors) ? 'start.head' : 'start',
    });
  }
}

function fits(initials: readonly InitialTensor[], tensors: readonly NamedValues[]): boolean {
  try {
    matchWeights(initials, tensors, { head: false });
    return true;
  } catch {
    return false;
  }
}
