import type { BufferLimits } from './limits.ts';
import type { LoweringOptions } from './lowering/lower-model.ts';
import { lowerToFit } from './lowering/lower-model.ts';
import { bytesOf } from './lowering/program.ts';

/** The parts of what a run takes of a GPU's memory. */
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
] as const;

export type MemoryPart = (typeof memoryParts)[number];

/** What a run takes of a GPU's memory, in bytes. */
export interface MemoryNeed {
  readonly parts: Readonly<Record<MemoryPart, number>>;
  readonly total: number;
  /** Bytes of each buffer by name: what `checkLimits` compares. */
  readonly buffers: ReadonlyMap<string, number>;
  /** Images that are evaluated at once. */
  readonly evaluationBatch: number;
}

/**
 * What the executor of WebGPU allocates until its first step, to the byte, by the lowering that it goes by. What is made
 * on demand (an evaluation at other weights, a look into the network, a snapshot) comes on top.
 * `limits`: of the adapter; a smaller evaluation is planned where the usual one would not fit.
 */
export function memoryOf(options: LoweringOptions, limits: BufferLimits): MemoryNeed {
  const { words, readbacks, evaluation } = lowerToFit(options, limits);
  const buffers = bytesOf(words);
  const parts = Object.fromEntries(memoryParts.map((part) => [part, 0])) as Record<MemoryPart, number>;
  for (const [name, bytes] of buffers) parts[partOf(name)] += bytes;
  for (const { words: length, copies } of readbacks.values()) parts.readback += 4 * length * copies;
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  return { parts, total, buffers, evaluationBatch: evaluation.batch };
}

const byPlace: Readonly<Record<string, MemoryPart>> = {
  gradients: 'gradients',
  d: 'activationGradients',
  scratch: 'workspace',
  'no-bias': 'workspace',
  layerStatistics: 'layerStatistics',
  evaluation: 'evaluation',
  plan: 'tables',
  metricsRing: 'tables',
  stepCounter: 'tables',
  'data/images': 'images',
  'data/labels': 'images',
  'data/table': 'tables',
  groups: 'optimizerState',
  heads: 'optimizerState',
};

/** The part that a buffer belongs to, by its name: a layer's, where it has no other. */
function partOf(name: string): MemoryPart {
  const [place = ''] = name.split('/');
  if (/^(lane\d+|probe)$/.test(place)) {
    if (name.endsWith('/theta')) return 'parameters';
    return name.endsWith('/state') ? 'runningStatistics' : 'optimizerState';
  }
  return byPlace[name] ?? byPlace[place] ?? 'activations';
}
