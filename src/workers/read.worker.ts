import { toErrorReport } from '../core/errors.ts';
import type { ReadRequest } from '../race/reading.ts';
import { buffersOf, read } from '../race/reading.ts';

/** Reads one thing and is ended by the page: what is large or hostile costs no frame of it. */
globalThis.onmessage = ({ data }: MessageEvent<ReadRequest>) => {
  read(data).then(
    (out) => postMessage({ out }, { transfer: buffersOf(out) }),
    (error: unknown) => postMessage({ error: toErrorReport(error) }),
  );
};
