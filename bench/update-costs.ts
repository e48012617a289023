import { Arena } from '../src/compiler/lowering/arena.ts';
import type { Dispatch } from '../src/compiler/lowering/program.ts';
import { Program } from '../src/compiler/lowering/program.ts';
import { trace } from '../src/compiler/lowering/tape.ts';
import { lowerUpdate } from '../src/compiler/lowering/update.ts';
import { cnn } from '../src/nn/cnn.ts';
import { chain } from '../src/optim/chain.ts';
import type { OptimizerId } from '../src/optim/index.ts';
import { optimizerById, optimizers } from '../src/optim/index.ts';
import { defaultOptions } from '../src/optim/options.ts';
import type { LaneUpdate } from '../src/optim/plan.ts';
import type { OptionValues } from '../src/optim/transform.ts';

/** What one step of an update costs on the CNN 16–32. */
export interface UpdateCost {
  readonly name: string;
  readonly dispatches: number;
  /** Per float of the arena that holds all parameters; each buffer once a dispatch. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Numbers kept for each parameter besides itself. */
  readonly memory: number;
}

type Lane = Partial<Omit<LaneUpdate, 'optimizer' | 'options'>>;

/** An optimizer as it is unless told otherwise, with these options and this much around it. */
export function updateOf(id: OptimizerId, options: OptionValues = {}, lane: Lane = {}): LaneUpdate {
  const optimizer = optimizerById(id);
  const off = { clipsNorm: false, clipsValue: false, guarded: false };
  return { optimizer, options: { ...defaultOptions(optimizer), ...options }, ...off, ...lane };
}

const others: readonly (readonly [string, LaneUpdate])[] = [
  ['NMGD with attention', updateOf('nmgd', { attention: true })],
  ['Adam with AMSGrad', updateOf('adam', { amsgrad: true })],
  ['RMSprop, centered', updateOf('rmsprop', { centered: true })],
  ['Nesterov, clipped by value', updateOf('nesterov', {}, { clipsValue: true })],
  ['Nesterov, clipped by norm', updateOf('nesterov', {}, { clipsNorm: true })],
  ['Nesterov, guarded', updateOf('nesterov', {}, { guarded: true })],
  ['Nesterov, guarded and clipped by norm', updateOf('nesterov', {}, { guarded: true, clipsNorm: true })],
];

const layers = cnn.layers(
  { filters: [16, 32], dense: [], activation: 'relu', init: 'glorot' },
  [28, 28, 1],
  10,
);
const arena = new Arena(trace(layers, [28, 28, 1], 1).parameters);

/** The dispatches of a lane's update, by itself, for a GPU. */
function dispatchesOf(name: string, update: LaneUpdate): readonly Dispatch[] {
  const plan = chain(update);
  const program = new Program();
  const hostScalars = program.buffer('hostScalars', Math.max(1, plan.hostScalars.length));
  const buffers = {
    theta: 'theta',
    gradients: 'gradients',
    metricsRing: 'metricsRing',
    stepCounter: 'stepCounter',
  };
  const lane = { index: 0, lanes: 1, name, plan, hostScalars, rows: 1, buffers };
  lowerUpdate(program, { adapterClass: 'gpu', arena, classes: 10 }, lane);
  return program.dispatches(new Map());
}

/** Whether a shader reads a buffer: where it is named but for the statements that assign to it. */
function reads(wgsl: string, name: string): boolean {
  const named = wgsl.match(new RegExp(`\\b${name}\\[`, 'g'))?.length ?? 0;
  const assigned = wgsl.match(new RegExp(`(?<=^|[{;] )${name}\\[[^=\\n]*\\] = `, 'gm'))?.length ?? 0;
  return named > assigned;
}

/** 4-byte words that the bindings of a dispatch let through; no kernel writes more than one word a parameter. */
function wordsOf({ kernel, buffers }: Dispatch): { readonly read: number; readonly written: number } {
  let [read, written] = [0, 0];
  for (const { name, access } of kernel.bindings) {
    const length = buffers[name]?.length ?? Number.NaN;
    if (access === 'read' || reads(kernel.wgsl, name)) read += length;
    if (access === 'read-write') written += Math.min(length, arena.length);
  }
  return { read, written };
}

/** What an update costs, counted on the kernels it is lowered to. */
export function costOf(name: string, update: LaneUpdate): UpdateCost {
  const dispatches = dispatchesOf(name, update);
  const words = dispatches.map(wordsOf);
  const bytes = (of: 'read' | 'written') =>
    (4 * words.reduce((sum, each) => sum + each[of], 0)) / arena.length;
  return {
    name,
    dispatches: dispatches.length,
    bytesRead: bytes('read'),
    bytesWritten: bytes('written'),
    memory: chain(update).memoryPerParameter,
  };
}

/** Every optimizer as it is unless told otherwise, then what else changes the kernels. */
export const updateCosts = (): readonly UpdateCost[] => [
  ...optimizers.map(({ id, name }) => costOf(name, updateOf(id))),
  ...others.map(([name, update]) => costOf(name, update)),
];

/** The costs as a table in Markdown. */
export function costTable(costs: readonly UpdateCost[]): string {
  const rows = costs.map(({ name, dispatches, bytesRead, bytesWritten, memory }) =>
    [name, dispatches, bytesRead.toFixed(0), bytesWritten.toFixed(0), memory].join(' | '),
  );
  const head = 'update | dispatches | bytes read | bytes written | numbers kept';
  return [head, '--- | --: | --: | --: | --:', ...rows].map((row) => `| ${row} |`).join('\n');
}
