import { fileError } from '../file-error.ts';

/**
 * Reads one whole file.
 * `onBytes` hears of each piece as it arrives, in bytes, and of a negative number where what came has to come again.
 * `fresh` asks for a copy from the server rather than from a cache, which may hold the very bytes that failed. Rejects with
 * `signal.reason` once `signal` is aborted.
 */
export type ReadBytes = (
  url: string,
  signal: AbortSignal,
  onBytes: (sizeBytes: number) => void,
  fresh?: boolean,
) => Promise<Uint8Array>;

/**
 * ReadBytes over `fetch`, for the worker, the page and Node.
 * Throws DownhillError (`data`) for a status other than 2xx and for a connection that fails or breaks off; it names the
 * file by the last two parts of the URL, `fashion-mnist/train-03.shard`.
 */
export const readOverHttp: ReadBytes = async (url, signal, onBytes, fresh = false) => {
  const file = fileNameOf(url);
  const response = await fetch(url, { signal, cache: fresh ? 'reload' : 'default' }).catch(
    (cause: unknown) => {
      signal.throwIfAborted();
      throw connectionError(file, null, cause);
    },
  );
  if (!response.ok) {
    await response.body?.cancel().catch(() => undefined);
    throw statusError(file, response.status);
  }
  return readBody(response, file, signal, onBytes);
};

async function readBody(
  response: Response,
  file: string,
  signal: AbortSignal,
  onBytes: (sizeBytes: number) => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      signal.throwIfAborted();
      throw connectionError(file, length, cause);
    });
    if (done) break;
    pieces.push(value);
    length += value.length;
    onBytes(value.length);
  }
  return concatenate(pieces, length);
}

function concatenate(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function statusError(file: string, status: number): Error {
  const id = status === 404 || status === 410 ? 'dataFileMissing' : 'dataFileRejected';
  return fileError({ id, params: { file, status } });
}

/** A file by the last two parts of its URL, `fashion-mnist/train-03.shard`. */
export function fileNameOf(url: string): string {
  const path = url.replace(/[?#].*$/, '');
  return path.split('/').slice(-2).join('/');
}

/**
 * Browsers say of every failure that it failed; that the machine is offline they say if asked.
 * @param bytes how many had arrived; null before the answer
 */
function connectionError(file: string, bytes: number | null, cause: unknown): Error {
  if (globalThis.navigator?.onLine === false)
    return fileError({ id: 'dataFileOffline', params: { file } }, cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return bytes === null
    ? fileError({ id: 'dataFileNotFetched', params: { file, reason } }, cause)
    : fileError({ id: 'dataFileBrokeOff', params: { file, bytes, reason } }, cause);
}
