import { DownhillError } from '../core/errors.ts';

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** What the person at the page can change where memory lacks. */
export interface Lowering {
  /** The options that the weights of this model grow with, as paths into the spec: `model.filters`. */
  readonly widths?: readonly string[];
  /** How to ask for the largest smaller form of the model that the adapter grants, where it has such. */
  readonly fitting?: () => string | undefined;
}

type Kind = 'images' | 'weights' | 'optimizer' | 'values';

interface Meaning {
  readonly kind: Kind;
  readonly what: string;
}

const weights = (what: string): Meaning => ({ kind: 'weights', what });
const images = (what: string): Meaning => ({ kind: 'images', what });

/** What the name of a buffer means to the person at the page. */
function meaning(name: string): Meaning {
  const [place = '', ...rest] = name.split('/');
  const part = rest.join('/');
  if (place === 'data' || place === 'evaluation')
    return images(
      part === 'images' ? 'the pictures of the dataset' : 'the tables of the pictures of the dataset',
    );
  if (place === 'layerStatistics') return weights('the copies that updates are measured with');
  if (place === 'probe') return weights('the weights to evaluate at');
  if (place === 'gradients') return weights('the gradients of the weights');
  if (/^lane\d+$/.test(place)) return ofLane(part);
  if (place === 'groups' || place === 'heads') return weights('the tables of the optimizer');
  if (place === 'plan' || place === 'metricsRing')
    return { kind: 'values', what: 'the tables of the steps ahead' };
  if (place === 'scratch') return { kind: 'values', what: `the working space for ${part}` };
  if (place === 'd') return { kind: 'values', what: `the gradients of ${part}` };
  const layer = /^(argmax|preActivation|statistics|attention)$/.test(place) ? part : name;
  return { kind: 'values', what: `the values of ${layer}` };
}

function ofLane(part: string): Meaning {
  if (part === 'theta') return weights('the weights of the model');
  if (part === 'state') return weights('the running statistics of the model');
  if (part === 'history') return { kind: 'optimizer', what: 'the gradients that the optimizer keeps' };
  return { kind: 'optimizer', what: `the state of the optimizer (${part})` };
}

const smallerImages =
  'lower data.size, set data.rgb to false or choose fewer data.classes, or another data.id';

/** What makes buffers of a kind smaller, as a request, and where in the spec it is. */
function fixFor(kind: Kind, { widths = [], fitting }: Lowering): { path: string; todo: string } {
  if (kind === 'images') return { path: 'data', todo: smallerImages };
  const fit = fitting?.();
  const narrower = fit ?? (widths.length === 0 ? undefined : `lower ${widths.join(' or ')}`);
  const fixes = {
    weights: [narrower ?? 'lower data.size'],
    optimizer: [narrower, 'choose an optimizer in lanes that keeps less'],
    values: fit === undefined ? ['lower data.batchSize', narrower] : [fit, 'lower data.batchSize'],
  }[kind];
  const path = { weights: 'model', optimizer: 'lanes', values: 'data.batchSize' }[kind];
  return { path, todo: fixes.filter((way) => way !== undefined).join(', or ') };
}

/** What an adapter grants of one buffer, in bytes, by WebGPU's names. */
export interface BufferLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

const maxBufferBytes = ({ maxBufferSize, maxStorageBufferBindingSize }: BufferLimits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

/** Whether the adapter grants buffers of these sizes, in bytes by name. */
export const fits = (sizes: ReadonlyMap<string, number>, limits: BufferLimits): boolean =>
  Math.max(0, ...sizes.values()) <= maxBufferBytes(limits);

const sumOf = (sizes: Iterable<number>): number => [...sizes].reduce((sum, bytes) => sum + bytes, 0);

/**
 * Compares the memory a run needs with what the adapter grants, before anything is allocated.
 * `sizes`: bytes of each buffer by name.
 * @throws DownhillError code `device` with the figures, what to lower and its path into the spec
 */
export function checkLimits(
  sizes: ReadonlyMap<string, number>,
  limits: BufferLimits,
  lowering: Lowering = {},
): void {
  const max = maxBufferBytes(limits);
  const [largest] = [...sizes].sort(([, a], [, b]) => b - a);
  if (!largest || largest[1] <= max) return;
  const [name, bytes] = largest;
  const { kind, what } = meaning(name);
  const { path, todo } = fixFor(kind, lowering);
  const total = `the run needs ${mebibytes(sumOf(sizes.values()))} in all`;
  throw new DownhillError({
    code: 'device',
    path,
    message: `GPU memory: ${what} need ${mebibytes(bytes)} in one buffer (${total}), this adapter grants ${mebibytes(max)}; ${todo}`,
  });
}

/** Memory ran out while allocating buffers of these sizes, in bytes by name: the sum, and what to lower of what takes most. */
export function outOfMemory(sizes: ReadonlyMap<string, number>, lowering: Lowering = {}): DownhillError {
  const byKind = new Map<Kind, number>();
  for (const [name, bytes] of sizes) {
    const { kind } = meaning(name);
    byKind.set(kind, (byKind.get(kind) ?? 0) + bytes);
  }
  const [largest] = [...byKind].sort(([, a], [, b]) => b - a);
  const [kind, bytes] = largest ?? (['values', 0] as const);
  const { path, todo } = fixFor(kind, lowering);
  return new DownhillError({
    code: 'device',
    path,
    message: `GPU memory: ran out, the run needs ${mebibytes(sumOf(sizes.values()))}, of which ${mebibytes(bytes)} are ${names[kind]}; ${todo}`,
  });
}

const names: Readonly<Record<Kind, string>> = {
  images: 'pictures of the dataset',
  weights: 'weights and their gradients',
  optimizer: 'state of the optimizers',
  values: 'what the layers put out, and its gradients',
};
