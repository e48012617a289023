import { DownhillError } from '../../core/errors.ts';
import { median } from '../../core/median.ts';
import { viewKey } from '../../data/view.ts';
import { updateOf } from '../../experiment/lane-update.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Device, Fallback } from './backend.ts';
import type { ChoiceStore } from './choice-store.ts';
import { choiceStore, isSoftwareRenderer, webglRenderer } from './choice-store.ts';

/** A step in WebAssembly that takes longer has WebGL tried. */
const slowMs = 100;
/** How much quicker WebGL must be, for its losses are not the same on every machine. */
const minGain = 1.25;
/** From the first submission on, in which kernels are compiled and threads join: these times do not count. */
const settleMs = 1000;
/** Submissions whose times count. */
const minTimes = 4;
const maxTimes = 12;

const endless = Number.POSITIVE_INFINITY;

export interface ChoiceOptions {
  readonly store: ChoiceStore;
  /** What draws by WebGL here; null where nothing does. */
  readonly renderer: () => string | null;
  readonly openWebGL: (why: Fallback) => Promise<Device | null>;
}

/**
 * Chooses between WebAssembly and WebGL by what was measured. Where no GPU was offered and a step in WebAssembly took more
 * than 100 ms, a few steps by WebGL are timed as the next run is opened, and the quicker is remembered for such networks.
 * An engine is never changed within a run.
 */
export class EngineChoice {
  readonly #options: ChoiceOptions;

  constructor(options: ChoiceOptions) {
    this.#options = options;
  }

  /**
   * Where an experiment is trained.
   * @param timeOn milliseconds that a step of it takes on a device; null where it cannot be timed yet, for want of images
   */
  async deviceFor(
    spec: ExperimentSpec,
    device: Device,
    timeOn: ((device: Device) => Promise<number>) | null,
  ): Promise<Device> {
    const key = keyOf(spec, device);
    if (key === null) return device;
    const { store, renderer, openWebGL } = this.#options;
    const times = await store.read(key);
    if (times === null || times.renderer !== renderer()) return device;
    const isQuicker = (ms: number): boolean => ms * minGain < times.wasm;
    if (times.webgl === null ? timeOn === null : !isQuicker(times.webgl)) return device;
    const webgl = await openWebGL({ cause: 'measured', detail: 'webglFaster' });
    // a network that it cannot hold takes for ever there
    const ms =
      webgl === null ? endless : (times.webgl ?? (await timeOn?.(webgl).catch(() => endless)) ?? endless);
    if (ms !== times.webgl) await store.write(key, { ...times, webgl: ms });
    return webgl !== null && isQuicker(ms) ? webgl : device;
  }

  /**
   * Opens an experiment where it is trained; in WebAssembly where WebGL, which was quicker, has not the means for it.
   * @param timeOn as in `deviceFor`
   */
  async open<Opened>(
    spec: ExperimentSpec,
    device: Device,
    timeOn: ((device: Device) => Promise<number>) | null,
    openOn: (device: Device) => Promise<Opened>,
  ): Promise<Opened> {
    const chosen = await this.deviceFor(spec, device, timeOn);
    try {
      return await openOn(chosen);
    } catch (error) {
      if (chosen === device || !isOfDevice(error)) throw error;
      await this.rejectWebGL(spec, device);
      return openOn(device);
    }
  }

  /** WebGL could not train an experiment after all: it is not tried for such networks again. */
  async rejectWebGL(spec: ExperimentSpec, device: Device): Promise<void> {
    const key = keyOf(spec, device);
    const times = key === null ? null : await this.#options.store.read(key);
    if (key !== null && times !== null) await this.#options.store.write(key, { ...times, webgl: endless });
  }

  /**
   * Hears how long the submissions of a run take.
   * @returns what is told of each: its milliseconds, and how many steps it took
   */
  timesOf(spec: ExperimentSpec, device: Device): (ms: number, steps: number) => void {
    const key = keyOf(spec, device);
    const times: number[] = [];
    let isNoted = key === null;
    let trainedMs = 0;
    return (ms, steps) => {
      trainedMs += ms;
      if (isNoted || key === null || trainedMs - ms < settleMs) return;
      times.push(ms / steps);
      if (times.length < minTimes) return;
      const wasm = median(times);
      isNoted = wasm > slowMs || times.length >= maxTimes;
      if (isNoted) void this.#note(key, wasm);
    };
  }

  /** What was noted before is set right; a network that is quick enough is not noted. */
  async #note(key: string, wasm: number): Promise<void> {
    const { store } = this.#options;
    const renderer = this.#options.renderer();
    if (renderer === null || renderer === '' || isSoftwareRenderer(renderer)) return;
    const noted = await store.read(key);
    const isSameRenderer = noted?.renderer === renderer;
    if (isSameRenderer || wasm > slowMs)
      await store.write(key, { renderer, wasm, webgl: isSameRenderer ? noted.webgl : null });
  }
}

/** Not a fault of the data or the experiment: tfjs throws errors of its own. */
const isOfDevice = (error: unknown): boolean => !(error instanceof DownhillError) || error.code === 'device';

/** Networks that take alike long; null where there is no choice. */
function keyOf({ data, model, lanes }: ExperimentSpec, { report }: Device): string | null {
  if (report.backend !== 'wasm' || report.fallback?.cause === 'chosen') return null;
  const updates = lanes.map((lane) => ({ ...updateOf(lane), optimizer: lane.optimizer.id }));
  const { id, batchSize } = data;
  return JSON.stringify([id, viewKey(data), batchSize, { ...model, init: null }, updates]);
}

/** The choice of a worker of the page. tfjs is large, and downloaded only where it is tried. */
export const measuredChoice = (): EngineChoice =>
  new EngineChoice({
    store: choiceStore(),
    renderer: webglRenderer,
    openWebGL: async (why) => (await import('./tfjs-device.ts')).openWebGL(why),
  });
