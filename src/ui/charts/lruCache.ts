interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

/** What was last worked out of each object, for its two latest keys: a chart as a whole, and zoomed. */
export class LruCache<Of extends object, Value> {
  readonly #known = new WeakMap<Of, readonly Entry<Value>[]>();

  /** The value under a key, made where it is not known. */
  get(of: Of, key: string, make: () => Value): Value {
    const entries = this.#known.get(of) ?? [];
    const found = entries.find((entry) => entry.key === key) ?? { key, value: make() };
    if (found !== entries[0]) {
      const [latest] = entries.filter((entry) => entry !== found);
      this.#known.set(of, latest ? [found, latest] : [found]);
    }
    return found.value;
  }
}
