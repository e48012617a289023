interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

/** What was last worked out of each object, for its two latest keys: a chart as a whole, and zoomed. */
export class LruCache<Of extends object, Value> {
  readonly #cache = new WeakMap<Of, readonly Entry<Value>[]>();

  /** The value under a key, made where it is not known. */
  get(of: Of, key: string, make: () => Value): Value {
    const entries = this.#cache.get(of) ?? [];
    const hit = entries.find((entry) => entry.key === key) ?? { key, value: make() };
    if (hit !== entries[0]) {
      const [latest] = entries.filter((entry) => entry !== hit);
      this.#cache.set(of, latest ? [hit, latest] : [hit]);
    }
    return hit.value;
  }
}
