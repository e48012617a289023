// @ts-check
import { parseArgs } from 'node:util';
import { effectMethods } from './effect-methods.mjs';

/**
 * @typedef {import('./page/contestant.ts').ContestantId} ContestantId
 * @typedef {'software' | 'native'} AdapterMode
 *
 * @typedef {object} PeersOptions
 * @property {'peers'} mode
 * @property {AdapterMode} adapter
 * @property {import('./page/workload.ts').WorkloadId} workload
 * @property {number} seconds to measure each contestant for
 * @property {number} rounds in which the contestants take turns
 * @property {ContestantId[]} only
 * @property {number} losses steps each contestant takes at least, the last of them unmeasured
 * @property {number} lr learning rate
 * @property {number} seed of the initial weights and the batches
 * @property {boolean} reference whether losses are compared with float64 too
 * @property {string | null} name of the result's file, without .json
 *
 * @typedef {object} PageOptions
 * @property {'page'} mode
 * @property {AdapterMode} adapter
 * @property {string | null} preset
 * @property {number} epochs to train for, where steps is null
 * @property {number | null} steps
 * @property {number} seconds to measure the rate for
 * @property {boolean} cost whether what the page costs its main thread is measured, and no run
 * @property {[path: string, value: unknown][]} set what is otherwise than in the preset: `model.width` and its value
 * @property {boolean} build
 * @property {string | null} name of the result's file, without .json
 *
 * @typedef {object} EffectOptions
 * @property {'nmgd'} mode
 * @property {AdapterMode} adapter
 * @property {number} steps of each run
 * @property {number} seeds each method races on
 * @property {number} every steps between two evaluations
 * @property {string[]} only ids of methods; empty for all
 * @property {boolean} resume whether to go on from the seeds that the result's file has
 * @property {boolean} build
 * @property {string | null} name of the result's file, without .json
 *
 * @typedef {object} HostOptions
 * @property {'host'} mode
 * @property {import('./page/workload.ts').WorkloadId} workload
 * @property {string | null} name of the result's file, without .json
 *
 * @typedef {object} VerdictOptions
 * @property {'verdict'} mode
 * @property {number} races simulated for each row of the tables
 * @property {number} seed of the simulation
 * @property {string | null} name of the result's file, without .json
 *
 * @typedef {object} UpdatesOptions
 * @property {'updates'} mode
 *
 * @typedef {'ours-wasm' | 'ours-node' | 'ours' | 'torch' | 'tfjs-cpu' | 'jax-wasm' | 'convnet'} CpuContestantId
 * @typedef {(typeof cpuParts)[number]} CpuPart
 *
 * @typedef {object} CpuOptions
 * @property {'cpu'} mode
 * @property {number} seconds to measure each contestant for, on each network
 * @property {number} rounds in which the contestants take turns
 * @property {CpuContestantId[]} only
 * @property {CpuPart[]} parts networks, and what else is measured
 * @property {boolean} calls whether the calls of a step are measured, and nothing else
 * @property {boolean} whole whether nothing is left out: then the tables are written into their pages
 * @property {boolean} build
 * @property {string | null} name of the result's file, without .json
 */

/** @type {Record<ContestantId, string>} */
export const contestantNames = {
  ours: 'ours',
  'ours-4': 'ours, four lanes',
  'ours-wasm': 'ours in WebAssembly',
  'tfjs-webgpu': 'stock tfjs webgpu',
  'tfjs-webgl': 'stock tfjs webgl',
  'tfjs-cpu': 'stock tfjs cpu',
  jax: 'jax-js webgpu',
  'jax-wasm': 'jax-js wasm',
  convnet: 'ConvNetJS',
};

/**
 * Who trains on the CPU.
 * @type {Record<CpuContestantId, string>}
 */
export const cpuContestants = {
  'ours-wasm': 'ours in Chromium',
  'ours-node': 'ours in Node',
  torch: 'PyTorch',
  ours: 'ours by WebGPU on SwiftShader',
  'tfjs-cpu': 'tfjs cpu',
  'jax-wasm': 'jax-js wasm',
  convnet: 'ConvNetJS',
};
const cpuIds = /** @type {CpuContestantId[]} */ (Object.keys(cpuContestants));

/** Networks, then what else is measured on the CPU. */
export const cpuParts = /** @type {const} */ ([
  'C',
  'B',
  'A',
  'resnet',
  'vit',
  'ten-conv',
  'lanes',
  'first-loss',
  'updates',
]);

/** Who is measured unless others are named: tfjs in JavaScript is there for its losses, and some for the CPU alone. */
const fast = Object.keys(contestantNames).filter((id) => !['tfjs-cpu', 'jax-wasm', 'convnet'].includes(id));

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {PeersOptions | PageOptions | EffectOptions | HostOptions | VerdictOptions | UpdatesOptions | CpuOptions}
 * @throws naming the option that is wrong
 */
export function readOptions(args, env) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      workload: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      calls: { type: 'boolean', default: false },
      only: { type: 'string' },
      every: { type: 'string', default: '50' },
      name: { type: 'string' },
      losses: { type: 'string', default: '1' },
      lr: { type: 'string', default: '0.02' },
      seed: { type: 'string', default: '1' },
      races: { type: 'string', default: '4000' },
      seeds: { type: 'string', default: '7' },
      reference: { type: 'boolean', default: false },
      preset: { type: 'string' },
      epochs: { type: 'string', default: '1' },
      steps: { type: 'string' },
      cost: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
      resume: { type: 'boolean', default: false },
      build: { type: 'boolean', default: false },
    },
  });
  const mode = oneOf('bench', positionals.join(' ') || 'peers', [
    'peers',
    'page',
    'nmgd',
    'host',
    'verdict',
    'updates',
    'cpu',
  ]);
  if (mode === 'updates') return { mode };
  const adapter = oneOf('ADAPTER', env.ADAPTER || 'software', ['software', 'native']);
  const name = values.name ?? null;
  if (name !== null && !/^[\w-]+$/.test(name))
    throw new Error(`--name: must be letters, digits, - and _ alone, got "${name}"`);
  if (mode === 'verdict') {
    const races = above0('--races', values.races, true);
    return { mode, races, seed: above0('--seed', values.seed, true), name };
  }
  if (mode === 'cpu') {
    return {
      mode,
      seconds: above0('--seconds', values.seconds ?? '2'),
      rounds: above0('--rounds', values.rounds ?? '4', true),
      only: (values.only?.split(',') ?? cpuIds).map((id) => oneOf('--only', id, cpuIds)),
      parts: (values.workload?.split(',') ?? cpuParts).map((part) => oneOf('--workload', part, cpuParts)),
      calls: values.calls,
      whole: values.only === undefined && values.workload === undefined,
      build: values.build,
      name,
    };
  }
  const workload = oneOf('--workload', values.workload ?? 'A', ['A', 'B']);
  if (mode === 'host') return { mode, workload, name };
  if (mode === 'page') {
    return {
      mode,
      adapter,
      name,
      preset: values.preset ?? null,
      epochs: above0('--epochs', values.epochs, true),
      steps: values.steps === undefined ? null : above0('--steps', values.steps, true),
      seconds: above0('--seconds', values.seconds ?? '20'),
      cost: values.cost,
      set: values.set.map(setting),
      build: values.build,
    };
  }
  if (mode === 'nmgd') {
    return {
      mode,
      adapter,
      name,
      steps: above0('--steps', values.steps ?? '600', true),
      seeds: above0('--seeds', values.seeds, true),
      every: above0('--every', values.every, true),
      resume: values.resume,
      only: (values.only?.split(',') ?? []).map((id) =>
        oneOf(
          '--only',
          id,
          effectMethods.map((method) => method.id),
        ),
      ),
      build: values.build,
    };
  }
  return {
    mode,
    adapter,
    name,
    losses: above0('--losses', values.losses, true),
    lr: above0('--lr', values.lr),
    seed: above0('--seed', values.seed, true),
    reference: values.reference,
    workload,
    seconds: above0('--seconds', values.seconds ?? '60'),
    rounds: above0('--rounds', values.rounds ?? '5', true),
    only: (values.only?.split(',') ?? fast).map((id) =>
      oneOf('--only', id, /** @type {ContestantId[]} */ (Object.keys(contestantNames))),
    ),
  };
}

/**
 * @param {string} text `model.width=0.125`
 * @returns {[path: string, value: unknown]}
 */
function setting(text) {
  const [, path = '', value = ''] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  if (path === '') throw new Error(`--set: must be path=value, as model.width=0.125, got "${text}"`);
  try {
    return [path, JSON.parse(value)];
  } catch {
    return [path, value];
  }
}

/**
 * @template {string} Choice
 * @param {string} what
 * @param {string} text
 * @param {readonly Choice[]} choices
 * @returns {Choice}
 */
function oneOf(what, text, choices) {
  const match = choices.find((choice) => choice === text);
  if (match === undefined) throw new Error(`${what}: must be one of ${choices.join(', ')}, got "${text}"`);
  return match;
}

/**
 * @param {string} what
 * @param {string} text
 * @param {boolean} [isWhole]
 */
function above0(what, text, isWhole = false) {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value > 0 && (!isWhole || Number.isInteger(value)))
    return value;
  throw new Error(`${what}: must be a ${isWhole ? 'whole ' : ''}number above 0, got "${text}"`);
}
