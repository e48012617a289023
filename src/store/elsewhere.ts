import type { ErrorReport } from '../core/errors.ts';
import { DownhillError } from '../core/errors.ts';
import type { Kind, Readings, ReadRequest } from '../race/reading.ts';

type Answer<Out> = { readonly out: Out } | { readonly error: ErrorReport };

/**
 * Reads a file or a long link in a worker of its own, which ends with it: however large or hostile it is, the page goes on.
 * Where there are no workers, as in Node, it is read here.
 * @throws DownhillError that says what is wrong with it
 */
export async function readElsewhere<K extends Kind>(request: ReadRequest<K>): Promise<Readings[K]['out']> {
  if (!('Worker' in globalThis)) return (await import('../race/reading.ts')).read(request);
  const worker = new Worker(new URL('../workers/read.worker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = await new Promise<Answer<Readings[K]['out']>>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onmessageerror = () => reject(stopped('messageerror'));
      worker.onerror = (event) => {
        event.preventDefault();
        const reason = event.message ?? '';
        reject(stopped(reason === '' ? 'load' : 'other', reason));
      };
      worker.postMessage(request);
    });
    if ('error' in answer) throw new DownhillError(answer.error);
    return answer.out;
  } finally {
    worker.terminate();
  }
}

const stopped = (cause: 'load' | 'messageerror' | 'other', reason = ''): DownhillError =>
  new DownhillError({
    code: 'worker',
    fact: { id: 'readingStopped', params: { cause, reason } },
  });
