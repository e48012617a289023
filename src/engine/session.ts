import { DownhillError } from '../core/errors.ts';
import type { Dataset, DatasetProgress } from '../data/dataset.ts';
import { assertOnSite, openDataset } from '../data/open-dataset.ts';
import type { ReadBytes } from '../data/sources/http-reader.ts';
import { readOverHttp } from '../data/sources/http-reader.ts';
import { PatientReader } from '../data/sources/patient-reader.ts';
import { pickThumbnails } from '../data/thumbnails.ts';
import { viewKey } from '../data/view.ts';
import { parseMinimize } from '../experiment/minimize.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { parseSpec } from '../experiment/schema.ts';
import type { Calls, Emit, Handlers, OpenReport } from '../protocol/messages.ts';
import type { Outbox, SessionOutbox } from '../protocol/outbox.ts';
import type { ProfileReport } from '../protocol/run-reports.ts';
import type { Device } from './device/backend.ts';
import { openDevice } from './device/device.ts';
import type { EngineChoice } from './device/engine-choice.ts';
import { measuredChoice } from './device/engine-choice.ts';
import type { BuiltModel } from './executors/build.ts';
import { build } from './executors/build.ts';
import type { LaneWorkers } from './executors/parallel/build-wasm.ts';
import { announcing, timed } from './executors/wrap.ts';
import { holdLock } from './lock.ts';
import { bench, stepTimeOn } from './tools/bench.ts';
import { describe } from './tools/describe.ts';
import { minimize } from './tools/minimize.ts';
import { profile } from './tools/profile.ts';
import { ExperimentRunner } from './training/experiment-runner.ts';
import { pretrainedOf } from './training/pretrained.ts';

const thumbnailsPerClass = 8;
const progressIntervalMs = 100;

export interface SessionOptions {
  /** Reads data files; over http unless a host brings its own. */
  readonly readBytes?: ReadBytes;
  /** What the page is told through. */
  readonly outbox: SessionOutbox;
  /** Opens the device; tests bring one of their own. */
  readonly openDevice?: typeof openDevice;
  /** What lanes train side by side in where WebAssembly trains; in this thread where absent. */
  readonly laneWorkers?: LaneWorkers | null;
  /** Chooses between WebAssembly and WebGL by what was measured; tests bring measures of their own. */
  readonly engineChoice?: EngineChoice;
}

/** The engine as the protocol sees it: one device, one dataset, one run at a time. */
export class Session {
  readonly #options: SessionOptions;
  readonly #reader: PatientReader;
  readonly #choice: EngineChoice;
  #device: Device | null = null;
  #announcedDevice: Device | null = null; // where the page was told that it trains
  #dataUrl = '';
  #dataset: { readonly key: string; readonly dataset: Dataset } | null = null;
  /** Aborted once another set is asked for: of two on their way the later is wanted. */
  #openRequest = new AbortController();
  #runner: ExperimentRunner | null = null;
  #stepsPerSecond: number | null = null;
  #openings = 0;
  /** Settles when no kernel is being timed; a run beside it would lengthen the times. */
  #profiled: Promise<unknown> = Promise.resolve();
  #progressEmittedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#choice = options.engineChoice ?? measuredChoice();
    this.#reader = new PatientReader(options.readBytes ?? readOverHttp, (files) =>
      options.outbox.emit('stalled', { files }),
    );
  }

  readonly handlers: Handlers = {
    watch: async () => ({ lock: await holdLock() }),
    connect: async ({ prefer, dataUrl }) => {
      this.#dataUrl = dataUrl;
      const device = await this.#options.outbox.announce(() =>
        (this.#options.openDevice ?? openDevice)(prefer),
      );
      this.#device = device;
      this.#announcedDevice = device;
      device.deviceErrors.listen((failure) => {
        if (this.#device === device) this.#runner?.fail(failure);
      });
      return device.report;
    },
    limits: async () => {
      const { gpu } = this.#connected();
      if (!gpu) return null;
      const { maxBufferSize, maxStorageBufferBindingSize } = gpu.limits;
      return { maxBufferSize, maxStorageBufferBindingSize };
    },
    lost: () => this.#connected().deviceErrors.lost,
    open: (request) => this.#open(request),
    play: async () => {
      await this.#profiled;
      this.#current().play();
      return { step: this.#current().step };
    },
    pause: async () => {
      await this.#current().pause();
      return { step: this.#current().step };
    },
    step: async () => {
      await this.#profiled;
      await this.#current().stepOnce();
      return { step: this.#current().step };
    },
    finish: async ({ evaluate }) => {
      await this.#current().finish(evaluate);
      return { step: this.#current().step };
    },
    stopLane: async ({ laneId }) => ({ step: await this.#current().stopLane(laneId) }),
    set: async ({ laneId, set }) => ({ step: await this.#current().change(laneId, set) }),
    speed: async ({ stepsPerSecond }) => {
      this.#stepsPerSecond = stepsPerSecond;
      this.#runner?.setSpeed(stepsPerSecond);
      return {};
    },
    retryData: async () => {
      this.#dataset?.dataset.retry();
      this.#reader.retry();
      return {};
    },
    describe: async ({ spec: input, weights }) => {
      const spec = parseSpec(input);
      const { report } = this.#connected();
      return this.#options.outbox.announce(async () =>
        describe(spec, report, await pretrainedOf(spec, weights)),
      );
    },
    result: () => this.#options.outbox.announce(() => this.#current().result()),
    checkpoint: () => this.#current().checkpoint(),
    weights: ({ laneId }) => this.#current().weights(laneId),
    bench: (request) => this.#bench(request),
    minimize: ({ problem }) =>
      this.#options.outbox.announce(() => minimize(parseMinimize(problem), this.#device)),
    profile: ({ spec }) => {
      const report = this.#profile(spec);
      this.#profiled = report.catch(() => undefined);
      return report;
    },
  };

  #current(): ExperimentRunner {
    if (!this.#runner) throw new DownhillError({ code: 'state', fact: { id: 'noExperiment', params: {} } });
    return this.#runner;
  }

  /** @throws DownhillError code `state` before `connect`, `device` where the device was lost since */
  #connected(): Device {
    if (!this.#device) throw new DownhillError({ code: 'state', fact: { id: 'noDevice', params: {} } });
    const { loss } = this.#device.deviceErrors;
    if (loss) throw new DownhillError(loss);
    return this.#device;
  }

  async #open({ spec: input, weights, from }: Calls['open']['request']): Promise<OpenReport> {
    const spec = parseSpec(from ? from.spec : input);
    const connected = this.#connected();
    const turn = ++this.#openings;
    const before = this.#runner;
    this.#runner = null; // from here on the old run is silent
    this.#options.outbox.beginRun();
    await before?.dispose();
    this.#options.outbox.emit('state', { state: 'building', step: 0, error: null });
    const pretrained = await this.#options.outbox.announce(() => pretrainedOf(spec, weights));
    const dataset = await this.#openDataset(spec);
    const checkTurn = () => {
      if (turn !== this.#openings) throw openedMeanwhile();
    };
    checkTurn(); // what nobody waits for is not built
    let opened: ExperimentRunner | null = null;
    const openOn = async (device: Device) => {
      checkTurn();
      const runner = await ExperimentRunner.open({
        spec,
        dataset,
        adapter: device.report,
        pretrained,
        from: from ? { ...from, spec } : null,
        build: (of, layerStatistics) =>
          this.#timed(spec, of, device, this.#build(of, dataset, device, pretrained, layerStatistics)),
        outbox: openWhile(this.#options.outbox, () => opened !== null && this.#runner === opened),
      });
      return { runner, device };
    };
    const { loadedBytes, totalBytes } = dataset.progress();
    const timeOn = (other: Device) =>
      this.#options.outbox.announce(() => stepTimeOn(other, spec, dataset, pretrained));
    const { runner, device } = from
      ? await openOn(connected)
      : await this.#choice.open(spec, connected, loadedBytes === totalBytes ? timeOn : null, openOn);
    opened = runner;
    if (turn !== this.#openings) await runner.dispose();
    checkTurn();
    if (device !== this.#announcedDevice) this.#options.outbox.emit('adapter', device.report);
    this.#announcedDevice = device;
    runner.setSpeed(this.#stepsPerSecond);
    this.#runner = runner;
    runner.begin();
    return runner.report;
  }

  /** Has the engine choice hear how long steps take, where all lanes train together. */
  async #timed(
    spec: ExperimentSpec,
    round: ExperimentSpec,
    device: Device,
    building: Promise<BuiltModel>,
  ): Promise<BuiltModel> {
    const built = await building;
    if (round.lanes.length !== spec.lanes.length) return built;
    return { ...built, executor: timed(built.executor, this.#choice.timesOf(spec, device)) };
  }

  /** On WebGPU the thread hands work over and is free; on other backends it does the work. */
  async #build(
    ...[spec, dataset, device, pretrained, layerStatistics]: Parameters<typeof build>
  ): Promise<BuiltModel> {
    const { laneWorkers } = this.#options;
    const built = await build(spec, dataset, device, pretrained, layerStatistics, laneWorkers);
    return device.gpu
      ? built
      : { ...built, executor: announcing(built.executor, this.#options.outbox.announce) };
  }

  /**
   * The set already open is kept where the next experiment wants the same.
   * @throws DownhillError code `state` where another was asked for before its manifest had come
   */
  async #openDataset(spec: ExperimentSpec): Promise<Dataset> {
    assertOnSite(spec.data);
    const { id, validation } = spec.data;
    const key = `${id}/${validation}/${viewKey(spec.data)}`;
    if (this.#dataset?.key === key) return this.#dataset.dataset;
    this.#openRequest.abort();
    this.#dataset = null;
    this.#openRequest = new AbortController();
    const { signal } = this.#openRequest;
    let opened: Dataset | null = null;
    const onProgress = (progress: DatasetProgress) => {
      if (!signal.aborted) this.#emitProgress(id, opened, progress);
    };
    const dataset = await openDataset({
      id,
      baseUrl: this.#dataUrl,
      readBytes: this.#reader.read,
      validation,
      view: spec.data,
      onProgress,
      signal,
    });
    opened = dataset;
    this.#dataset = { key, dataset };
    this.#emitProgress(id, dataset, dataset.progress());
    dataset.whenTrainShard(0).then(
      () => {
        this.#progressEmittedAt = Number.NEGATIVE_INFINITY;
        this.#emitProgress(id, dataset, dataset.progress());
        this.#emitThumbnails(dataset);
      },
      () => undefined, // told with the progress
    );
    return dataset;
  }

  #emitProgress(id: string, dataset: Dataset | null, progress: DatasetProgress): void {
    const complete = progress.loadedBytes === progress.totalBytes || progress.failures.length > 0;
    if (!complete && performance.now() - this.#progressEmittedAt < progressIntervalMs) return;
    this.#progressEmittedAt = performance.now();
    this.#options.outbox.emit('data', { id, ...progress, ready: dataset?.isTrainShardReady(0) ?? false });
  }

  #emitThumbnails(dataset: Dataset): void {
    const { id, shape, classes } = dataset.manifest;
    const thumbnails = pickThumbnails(dataset, thumbnailsPerClass);
    this.#options.outbox.emit('thumbnails', {
      id,
      shape,
      classes: thumbnails.map(({ classIndex, images }) => ({ name: classes[classIndex] ?? '', images })),
    });
  }

  async #bench({
    spec: input,
    steps,
    warmup,
    weights,
  }: Calls['bench']['request']): Promise<Calls['bench']['response']> {
    const spec = parseSpec(input);
    const device = this.#connected();
    const dataset = await this.#openDataset(spec);
    const { executor } = await this.#options.outbox.announce(async () =>
      build(spec, dataset, device, await pretrainedOf(spec, weights), false, this.#options.laneWorkers),
    );
    try {
      return await this.#options.outbox.announce(() =>
        bench({ spec, steps, warmup, executor, dataset, device }),
      );
    } finally {
      executor.dispose();
    }
  }

  async #profile(input: ExperimentSpec): Promise<ProfileReport> {
    const spec = parseSpec(input);
    const device = this.#connected();
    await this.#runner?.ending;
    await this.#runner?.pause();
    const dataset = await this.#openDataset(spec);
    await dataset.whenTrainShard(0);
    return this.#options.outbox.announce(() =>
      device.deviceErrors.guard(() => profile(spec, dataset, device)),
    );
  }
}

const openedMeanwhile = (): DownhillError =>
  new DownhillError({ code: 'state', fact: { id: 'experimentReplaced', params: {} } });

/**
 * The same outbox for as long as `isOpen`: of a run that was replaced nothing is told any more. Work is announced all the
 * same, for the thread is busy with it.
 */
function openWhile(outbox: Outbox, isOpen: () => boolean): Outbox {
  const whileOpen =
    <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      if (isOpen()) act(...args);
    };
  return {
    announce: outbox.announce,
    emit: whileOpen(outbox.emit) as Emit,
    addStep: whileOpen(outbox.addStep),
    addLayerStatistics: whileOpen(outbox.addLayerStatistics),
    release: whileOpen(outbox.release),
    beginRound: whileOpen(outbox.beginRound),
  };
}
