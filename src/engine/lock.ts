/** Takes a lock that is given back only by this thread's death. Plain http has no Web Locks. */
export function holdLock(): Promise<string | null> {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return Promise.resolve(null);
  const name = `downhill-worker-${Math.random().toString(36).slice(2)}`;
  return new Promise((resolve) => {
    void locks.request(name, () => {
      resolve(name);
      return new Promise(() => undefined);
    });
  });
}
