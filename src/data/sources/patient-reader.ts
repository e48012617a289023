import { Silence } from '../../core/silence.ts';
import type { ReadBytes } from './http-reader.ts';
import { fileNameOf } from './http-reader.ts';

const tickMs = 1000;
/** A file of which no byte has come for this long has stalled. */
const stalledMs = 10_000;

interface Read {
  readonly file: string;
  readonly silence: Silence;
  isStalled: boolean;
  again: () => void;
}

/** Why an attempt is given up: for another of the same file. */
const retryRequested = new Error('asked for again');

/**
 * Reads files by another reader, and notices which of them have stalled: nothing is given up, for bytes may still come.
 * Each change is told as the list of all that have, by folder and name.
 */
export class PatientReader {
  readonly #readBytes: ReadBytes;
  readonly #onStall: (files: readonly string[]) => void;
  readonly #reads = new Set<Read>();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(readBytes: ReadBytes, onStall: (files: readonly string[]) => void) {
    this.#readBytes = readBytes;
    this.#onStall = onStall;
  }

  /** As the reader it was given; where an attempt is made again, the bytes of the one before are taken back. */
  readonly read: ReadBytes = async (url, signal, onBytes, fresh) => {
    for (let isFresh = fresh; ; isFresh = true) {
      let received = 0;
      const attempt = new AbortController();
      const giveUp = () => attempt.abort(signal.reason);
      const read: Read = {
        file: fileNameOf(url),
        silence: new Silence(tickMs),
        isStalled: false,
        again: () => attempt.abort(retryRequested),
      };
      const onPiece = (sizeBytes: number) => {
        received += sizeBytes;
        read.silence.heard();
        this.#mark(read, false);
        onBytes(sizeBytes);
      };
      if (signal.aborted) giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      this.#watch(read);
      try {
        return await this.#readBytes(url, attempt.signal, onPiece, isFresh);
      } catch (error) {
        if (error !== retryRequested) throw error;
        onBytes(-received);
      } finally {
        signal.removeEventListener('abort', giveUp);
        this.#forget(read);
      }
    }
  };

  /** Asks for what has stalled once more, past any cache. */
  retry(): void {
    for (const read of this.#reads) if (read.isStalled) read.again();
  }

  #watch(read: Read): void {
    this.#reads.add(read);
    this.#timer ??= setInterval(() => this.#tick(performance.now()), tickMs);
  }

  #forget(read: Read): void {
    this.#mark(read, false);
    this.#reads.delete(read);
    if (this.#reads.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(now: number): void {
    for (const read of this.#reads) {
      read.silence.tick(now);
      if (read.silence.ms >= stalledMs) this.#mark(read, true);
    }
  }

  #mark(read: Read, isStalled: boolean): void {
    if (read.isStalled === isStalled) return;
    read.isStalled = isStalled;
    this.#onStall([...this.#reads].flatMap(({ file, isStalled: has }) => (has ? [file] : [])));
  }
}
