import type { AdapterClass, Kernel } from '../../../src/compiler/kernels/kernel.ts';
import { Arena } from '../../../src/compiler/lowering/arena.ts';
import { Program } from '../../../src/compiler/lowering/program.ts';
import { lowerUpdate } from '../../../src/compiler/lowering/update.ts';
import { chain } from '../../../src/optim/chain.ts';
import { optimizerById, optimizers } from '../../../src/optim/index.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { LaneUpdate } from '../../../src/optim/plan.ts';
import type { PinnedKernel } from './pinned-kernels.ts';

/** A weight matrix and a bias. */
const parameters = [
  { id: 'hidden/kernel', shape: [8, 16] },
  { id: 'hidden/bias', shape: [16] },
];

/** The kernels of a lane's update, in their order, each shader once. */
function updateKernels(name: string, update: LaneUpdate, adapterClass: AdapterClass): Kernel[] {
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
  lowerUpdate(program, { adapterClass, arena: new Arena(parameters), classes: 0 }, lane);
  const kernels = program.dispatches(new Map()).map(({ kernel }) => kernel);
  return [...new Map(kernels.map((kernel) => [kernel.wgsl, kernel])).values()];
}

const plain = { clipsNorm: false, clipsValue: false, guarded: false };

/**
 * Every optimizer with the options it has of itself, and what may be put before one: clipping, guard,
 * attention. For a CPU one of them stands for all, which are wrapped alike.
 */
export function pinnedUpdates(): readonly PinnedKernel[] {
  const nesterov = optimizerById('nesterov');
  const nmgd = optimizerById('nmgd');
  const updates: readonly (readonly [string, LaneUpdate])[] = [
    ...optimizers.map(
      (optimizer) => [optimizer.id, { optimizer, options: defaultOptions(optimizer), ...plain }] as const,
    ),
    [
      'nesterov-clipped-guarded',
      {
        optimizer: nesterov,
        options: defaultOptions(nesterov),
        clipsNorm: true,
        clipsValue: true,
        guarded: true,
      },
    ],
    [
      'nmgd-attention',
      { optimizer: nmgd, options: { ...defaultOptions(nmgd), attention: true, keep: 4 }, ...plain },
    ],
  ];
  const clipped = updates.filter(([name]) => name === 'nesterov-clipped-guarded');
  const pin = (list: typeof updates, adapter: AdapterClass): PinnedKernel[] =>
    list.map(([name, update]) => ({
      name: `update-${name}.${adapter}`,
      kernels: updateKernels(name, update, adapter),
    }));
  return [...pin(updates, 'gpu'), ...pin(clipped, 'software')];
}
