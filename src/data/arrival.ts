/** A promise settled from outside. One that nobody awaits may fail without becoming an unhandled rejection. */
export interface Arrival {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A new, unsettled arrival. */
export function newArrival(): Arrival {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise: quiet(promise), resolve, reject };
}

/** All of them as one promise, which rejects with the first failure. */
export function whenAll(arrivals: readonly Arrival[]): Promise<void> {
  return quiet(Promise.all(arrivals.map(({ promise }) => promise)).then(() => undefined));
}

function quiet(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}
