import type { GoldenAnswer, GoldenRequest } from './worker.ts';

declare global {
  /** The losses of the first steps of one of PyTorch's runs, by the compiled engine in a worker of this page. */
  var goldenLosses: (request: GoldenRequest) => Promise<number[]>;
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

globalThis.goldenLosses = (request) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<GoldenAnswer>) =>
      'losses' in data ? resolve(data.losses) : reject(new Error(data.error));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
