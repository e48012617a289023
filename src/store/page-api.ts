import { DownhillError } from '../core/errors.ts';
import { presetById, presets } from '../experiment/presets.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { parseSpec } from '../experiment/schema.ts';
import type { Client, Listeners } from '../protocol/client.ts';
import type { LayerStatisticsFrame, MetricsFrame } from '../protocol/messages.ts';
import type { BenchResult, MinimizeResult, RunResult } from '../protocol/run-reports.ts';
import type { Round, RoundLane } from '../race/plan.ts';
import { readAddress } from './address.ts';
import { requestOf } from './kept-weights.ts';
import { spawn } from './spawn.ts';

export interface RunSettings {
  /**
   * Called with the numbers of every step, in order, a few times a second; `lane` counts the lanes of the round under way,
   * which are those of the spec in a run that is no race.
   */
  readonly onMetrics?: (frame: MetricsFrame) => void;
  /**
   * Called right after `onMetrics` where steps were measured layer by layer: in a round of phase `race` the first ten
   * steps, then every tenth. Layers are those of `result.model.layers` that have parameters, in their order.
   */
  readonly onLayerStatistics?: (frame: LayerStatisticsFrame) => void;
  /** The name that `onLayerStatistics` had before; read where that is not given. */
  readonly onHealth?: (frame: LayerStatisticsFrame) => void;
  /** Called before the first step of each round: which lanes are trained at once, at which seed and learning rates. */
  readonly onRound?: (report: { readonly index: number; readonly round: IndexedRound }) => void;
  /** The name that `onRound` had before, with `heat` for `round` in the report; read where that is not given. */
  readonly onHeat?: (report: { readonly index: number; readonly heat: IndexedRound }) => void;
  /** Aborting it stops the run; its result so far is what the promise resolves with. */
  readonly signal?: AbortSignal;
  /** Instead of the length in the spec; 0 for shapes and counts alone, with nothing allocated on the GPU. */
  readonly steps?: number;
}

/** A round as scripts know it: its lanes with their index in the spec too. */
export interface IndexedRound extends Round {
  readonly lanes: readonly (RoundLane & { readonly lane: number })[];
}

function indexedRound({ lanes: laneSpecs }: ExperimentSpec, { lanes, ...round }: Round): IndexedRound {
  const laneOf = (laneId: string): number => laneSpecs.findIndex(({ id }) => id === laneId);
  return { ...round, lanes: lanes.map((entry) => ({ lane: laneOf(entry.laneId), ...entry })) };
}

/** What the page offers to scripts, as `window.downhill`. */
export interface PageApi {
  readonly presets: typeof presets;
  /** Trains a spec to its end, all rounds of a race included: `rounds` has each, `lanes[i].runs` the lane at each seed. */
  run(spec: unknown, settings?: RunSettings): Promise<RunResult>;
  bench(spec: unknown, settings: { readonly steps: number; readonly warmup: number }): Promise<BenchResult>;
  /**
   * Minimizes a function of few numbers by an optimizer, on the CPU in float64 or on the GPU by its kernels:
   * `{ optimizer, lrSchedule?, momentumSchedule?, clip?, guard?, events?, on: 'cpu' | 'gpu', steps, start, fn, shape? }`
   * with the lane's part as in the spec. `fn` is rosenbrock, beale, himmelblau, saddle, or `{ quadratic: { a, b } }` for
   * ½ xᵀ a x − bᵀ x; `shape` makes a matrix of the numbers of `start`, for Muon.
   * `params[0]` is the start, and `loss[i]` the function at `params[i]`.
   * Rejects with the path of what makes no sense, and on the GPU without WebGPU.
   */
  minimize(problem: unknown): Promise<MinimizeResult>;
  /** The name that `minimize` had before; the same function. */
  descend(problem: unknown): Promise<MinimizeResult>;
}

/** A spec, or the id of a preset. @throws DownhillError naming what is wrong with it */
function specOf(input: unknown): ExperimentSpec {
  if (typeof input !== 'string') return parseSpec(input);
  const preset = presetById(input);
  if (preset) return preset.spec;
  throw new DownhillError({
    code: 'spec',
    fact: { id: 'unknownPreset', params: { got: JSON.stringify(input), ids: presets.map(({ id }) => id) } },
  });
}

/** Each run has a worker of its own, apart from the page's, and ends it. */
async function inWorker<T>(
  listeners: Listeners,
  work: (client: Client) => Promise<T>,
  onCrash: (error: DownhillError) => void = () => undefined, // what is asked rejects by itself
): Promise<T> {
  const { client, terminate } = spawn(listeners, onCrash);
  try {
    const dataUrl = new URL('data/', document.baseURI).href;
    await client.call('connect', { prefer: readAddress(location.search).backend, dataUrl });
    return await work(client);
  } finally {
    terminate();
  }
}

async function run(input: unknown, settings: RunSettings = {}): Promise<RunResult> {
  const { onMetrics, onHealth, onLayerStatistics = onHealth, onHeat, signal, steps } = settings;
  const { onRound = ({ index, round }) => onHeat?.({ index, heat: round }) } = settings;
  const inputSpec = specOf(input);
  if (steps === 0) {
    const request = await requestOf(inputSpec);
    return inWorker({}, (client) => client.call('describe', request));
  }
  const spec =
    steps === undefined ? inputSpec : parseSpec({ ...inputSpec, training: { ...inputSpec.training, steps } });
  const request = await requestOf(spec);
  const over = Promise.withResolvers<void>();
  const listeners: Listeners = {
    round: ({ index, round }) => onRound({ index, round: indexedRound(spec, round) }),
    metrics: (frames) => {
      for (const frame of frames) onMetrics?.(frame);
    },
    layerStatistics: (frames) => {
      for (const frame of frames) onLayerStatistics?.(frame);
    },
    state: ({ state, error }) => {
      if (error) over.reject(new DownhillError(error));
      else if (state === 'finished') over.resolve();
    },
  };
  over.promise.catch(() => undefined); // also rejects where `open` has already thrown the same
  const train = async (client: Client): Promise<RunResult> => {
    await client.call('open', request);
    const stop = () => void client.call('finish', { evaluate: false }).catch(over.reject);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    else await client.call('play', {});
    await over.promise;
    signal?.removeEventListener('abort', stop);
    return client.call('result', {});
  };
  return inWorker(listeners, train, over.reject);
}

const minimize = async (input: unknown): Promise<MinimizeResult> => {
  const { parseMinimize } = await import('../experiment/minimize.ts');
  const problem = parseMinimize(input);
  return inWorker({}, (client) => client.call('minimize', { problem }));
};

export const pageApi: PageApi = {
  presets,
  run,
  bench: async (spec, settings) => {
    const request = await requestOf(specOf(spec));
    return inWorker({}, (client) => client.call('bench', { ...request, ...settings }));
  },
  minimize,
  descend: minimize,
};
