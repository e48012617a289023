import type { Shape } from '../../src/core/shape.ts';
import { openDevice } from '../../src/engine/device/device.ts';
import type { ModelSpec } from '../../src/nn/index.ts';
import type { Adapter, ContestantId } from './contestant.ts';
import type { ProblemSettings } from './load-problem.ts';
import { loadProblem } from './load-problem.ts';
import type { Answer, ContestantReport, Question, Round } from './messages.ts';
import type { Ties } from './reference-layers.ts';
import type { Problem } from './workload.ts';
import { batchSizeOf, modelSpecOf, momentum, parameterCountOf, titleOf } from './workload.ts';

/** What every contestant trains. */
export interface NetworkReport {
  readonly title: string;
  readonly model: ModelSpec;
  /** Of an image. */
  readonly shape: Shape;
  readonly classes: number;
  readonly batchSize: number;
  readonly momentum: number;
  readonly parameters: number;
}

/** What the bench drives this page by. */
export interface BenchPage {
  /** Of the product's own device. @throws where there is no WebGPU */
  adapter(): Promise<Adapter>;
  /** Loads the data; to be called first. */
  load(settings: ProblemSettings): Promise<NetworkReport>;
  open(id: ContestantId): Promise<ContestantReport>;
  /** The contestant's next steps. */
  runSteps(id: ContestantId, steps: number, counted: boolean): Promise<Round>;
  /** The losses of the first steps in float64, on the CPU. */
  reference(steps: number, ties: Ties): Promise<readonly number[]>;
  /** Ends the contestant's worker, whatever it is doing. */
  close(id: ContestantId): void;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const workers = new Map<ContestantId, Worker>();
let problem: Problem | null = null;

const newWorker = (): Worker =>
  new Worker(new URL('./contestant.worker.ts', import.meta.url), { type: 'module' });

function loaded(): Problem {
  if (!problem) throw new Error('bench: no data is loaded');
  return problem;
}

function request(worker: Worker, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'failed') reject(new Error(data.reason));
      else resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'its script could not be loaded'));
    };
    worker.postMessage(question);
  });
}

async function adapter(): Promise<Adapter> {
  const { gpu, report } = await openDevice('webgpu');
  if (gpu === null) throw new Error(`WebGPU: not to be had (${report.fallback?.detail ?? report.backend})`);
  gpu.destroy();
  const { vendor, architecture, description, software } = report;
  return { vendor, architecture, description, software };
}

async function load(settings: ProblemSettings): Promise<NetworkReport> {
  problem = await loadProblem(settings);
  const { shape, classes } = problem.manifest;
  return {
    title: titleOf(problem),
    model: modelSpecOf(problem),
    shape,
    classes: classes.length,
    batchSize: batchSizeOf(problem),
    momentum,
    parameters: parameterCountOf(problem),
  };
}

async function open(id: ContestantId): Promise<ContestantReport> {
  const worker = newWorker();
  workers.set(id, worker);
  const answer = await request(worker, { kind: 'open', id, problem: loaded() });
  if (answer.kind !== 'opened') throw new Error(`${id}: answered ${answer.kind}`);
  return answer.opened;
}

async function runSteps(id: ContestantId, steps: number, counted: boolean): Promise<Round> {
  const worker = workers.get(id);
  if (!worker) throw new Error(`${id}: is not open`);
  const answer = await request(worker, { kind: 'runSteps', steps, counted });
  if (answer.kind !== 'round') throw new Error(`${id}: answered ${answer.kind}`);
  return answer.round;
}

async function reference(steps: number, ties: Ties): Promise<readonly number[]> {
  const worker = newWorker();
  const answer = await request(worker, { kind: 'reference', problem: loaded(), steps, ties });
  worker.terminate();
  if (answer.kind !== 'reference') throw new Error(`reference: answered ${answer.kind}`);
  return answer.losses;
}

window.bench = {
  adapter,
  load,
  open,
  runSteps,
  reference,
  close: (id) => {
    workers.get(id)?.terminate();
    workers.delete(id);
  },
};
