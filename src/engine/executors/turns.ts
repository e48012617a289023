/** Work that uses the same buffers, one piece after the other, in the order it was asked for. */
export class Turns {
  /** Settles once the last piece of work is over. */
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
