import type { BufferContent, MemoryKind } from '../core/memory-facts.ts';

/** The parts of what a run takes of memory. */
export const memoryParts = [
  'images', // of the whole dataset as bytes, with their labels
  'parameters', // of every lane
  'runningStatistics', // of every lane, where the network has some
  'gradients', // of the parameters: lanes take turns
  'optimizerState', // of every lane: slots, kept gradients, what a stability guard remembers
  'activations', // what the layers put out, and what the backward pass reads besides: lanes take turns
  'activationGradients', // likewise
  'workspace', // of single kernels
  'layerStatistics', // the copies that updates are measured with, and what was measured
  'evaluation', // its tables and result; its activations lie where those of training do
  'tables', // what the host writes ahead of steps, and what they leave behind
  'readback', // where the host reads losses, evaluations and layer statistics
  'snapshots', // of lanes that train in workers, in case one of those ends
] as const;

export type MemoryPart = (typeof memoryParts)[number];

interface Use {
  /** What makes it smaller. */
  readonly kind: MemoryKind;
  readonly content: BufferContent;
  /** What it counts to. */
  readonly memoryPart: MemoryPart;
}

/** What a buffer is for. */
export interface BufferUse extends Use {
  /** Of the content: the layer, the slot, the kernel's scratch. */
  readonly part: string;
}

const use = (kind: MemoryKind, content: BufferContent, memoryPart: MemoryPart): Use => ({
  kind,
  content,
  memoryPart,
});

/** By the whole name, or by what stands before its first slash. */
const uses: Readonly<Record<string, Use>> = {
  'data/images': use('images', 'images', 'images'),
  'data/labels': use('images', 'imageTables', 'images'),
  'data/table': use('images', 'imageTables', 'tables'),
  evaluation: use('images', 'imageTables', 'evaluation'),
  confusion: use('images', 'imageTables', 'evaluation'),
  gradients: use('weights', 'gradients', 'gradients'),
  // of WebAssembly: weights in the order that products read them in
  forward: use('weights', 'weights', 'workspace'),
  backward: use('weights', 'weights', 'workspace'),
  rows: use('weights', 'weights', 'workspace'),
  orthogonalize: use('optimizer', 'optimizerState', 'workspace'),
  packed: use('optimizer', 'optimizerState', 'workspace'),
  'no-bias': use('weights', 'weights', 'workspace'),
  groups: use('weights', 'optimizerTables', 'optimizerState'),
  heads: use('weights', 'optimizerTables', 'optimizerState'),
  layerStatistics: use('weights', 'updateCopies', 'layerStatistics'),
  'probe/theta': use('weights', 'probe', 'parameters'),
  'probe/state': use('weights', 'probe', 'runningStatistics'),
  'lane/theta': use('weights', 'weights', 'parameters'),
  'lane/state': use('weights', 'statistics', 'runningStatistics'),
  'lane/history': use('optimizer', 'storedGradients', 'optimizerState'),
  lane: use('optimizer', 'optimizerState', 'optimizerState'),
  plan: use('values', 'stepTables', 'tables'),
  metricsRing: use('values', 'stepTables', 'tables'),
  stepCounter: use('values', 'stepTables', 'tables'),
  step: use('values', 'stepTables', 'tables'),
  clock: use('values', 'stepTables', 'tables'),
  indices: use('values', 'stepTables', 'tables'),
  loss: use('values', 'stepTables', 'tables'),
  sum: use('values', 'stepTables', 'tables'),
  scratch: use('values', 'scratch', 'workspace'),
  d: use('values', 'outputGradients', 'activationGradients'),
};

const outputs = use('values', 'outputs', 'activations');

/** What a buffer is for, by its name: a layer's outputs, where it has no other use. */
export function bufferUse(name: string): BufferUse {
  const [place = '', ...rest] = name.replace(/^lane\d+\//, 'lane/').split('/');
  const part = rest.join('/');
  const declared = uses[`${place}/${part}`] ?? uses[place];
  if (declared) return { ...declared, part };
  const isSaved = /^(argmax|preActivation|statistics|attention|windows|padded)$/.test(place);
  return { ...outputs, part: isSaved ? part : name };
}
