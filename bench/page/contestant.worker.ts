import { countCalls } from './call-counts.ts';
import type { Contestant, ContestantId } from './contestant.ts';
import type { Answer, ContestantReport, Question, Round } from './messages.ts';
import type { Problem } from './workload.ts';

/** One contestant to a worker: each has its library, its device and its counters to itself. */
let contestant: Contestant | null = null;
let nextStep = 0;

async function open(id: ContestantId, problem: Problem): Promise<ContestantReport> {
  contestant = await opened(id, problem);
  const { adapter, dispatchesPerStep, notes } = contestant;
  const { vendor, architecture, description, software } = adapter;
  return { adapter: { vendor, architecture, description, software }, dispatchesPerStep, notes };
}

/** Each library is downloaded by its own worker alone. */
async function opened(id: ContestantId, problem: Problem): Promise<Contestant> {
  switch (id) {
    case 'ours':
      return (await import('./ours.ts')).openOurs(problem, 1);
    case 'ours-4':
      return (await import('./ours.ts')).openOurs(problem, 4);
    case 'ours-wasm':
      return (await import('./ours.ts')).openOursInWasm(problem);
    case 'tfjs-webgpu':
      return (await import('./stock-tfjs.ts')).openStockTfjs(problem, 'webgpu');
    case 'tfjs-webgl':
      return (await import('./stock-tfjs.ts')).openStockTfjs(problem, 'webgl');
    case 'tfjs-cpu':
      return (await import('./stock-tfjs.ts')).openStockTfjs(problem, 'cpu');
    case 'jax':
      return (await import('./jax.ts')).openJax(problem, 'webgpu');
    case 'jax-wasm':
      return (await import('./jax.ts')).openJax(problem, 'wasm');
    case 'convnet':
      return (await import('./convnet.ts')).openConvNet(problem);
  }
}

async function runSteps(steps: number, counted: boolean): Promise<Round> {
  const running = contestant;
  if (!running) throw new Error('contestant: is not open');
  const first = nextStep;
  nextStep += steps;
  const began = performance.now();
  if (counted) {
    const { result, calls } = await countCalls(() => running.runSteps(first, steps));
    return { first, steps, elapsedMs: performance.now() - began, calls, ...result };
  }
  const result = await running.runSteps(first, steps);
  return { first, steps, elapsedMs: performance.now() - began, calls: null, ...result };
}

async function answerTo(question: Question): Promise<Answer> {
  switch (question.kind) {
    case 'open':
      return { kind: 'opened', opened: await open(question.id, question.problem) };
    case 'runSteps':
      return { kind: 'round', round: await runSteps(question.steps, question.counted) };
    case 'reference': {
      const { referenceLosses } = await import('./reference.ts');
      return { kind: 'reference', losses: referenceLosses(question.problem, question.steps, question.ties) };
    }
  }
}

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  const reply = (answer: Answer) => self.postMessage(answer);
  try {
    reply(await answerTo(data));
  } catch (error) {
    reply({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
};
// a promise nobody waits for, inside a library, must not look like a slow step
self.onunhandledrejection = ({ reason }) => {
  throw reason instanceof Error ? reason : new Error(String(reason));
};
