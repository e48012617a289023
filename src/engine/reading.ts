import { toErrorReport } from '../core/errors.ts';
import type { ReadRequest } from '../race/reading.ts';
import { buffersOf, read } from '../race/reading.ts';

interface Port {
  onmessage: ((event: MessageEvent<ReadRequest>) => void) | null;
  postMessage(message: object, options?: { readonly transfer: ArrayBuffer[] }): void;
}

/** Answers requests to read a file or a link: with what was read, or with why it was not. */
export function answerReads(port: Port): void {
  port.onmessage = ({ data }) => {
    read(data).then(
      (out) => port.postMessage({ out }, { transfer: buffersOf(out) }),
      (error: unknown) => port.postMessage({ error: toErrorReport(error) }),
    );
  };
}
