type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A typed array that grows: kept outside React. */
export class Column<T extends Values = Values> {
  #values: T;
  #length = 0;
  readonly #make: (size: number) => T;

  /** `room`: how many values there is room for at first. */
  constructor(make: (size: number) => T, room = 1024) {
    this.#make = make;
    this.#values = make(room);
  }

  get length(): number {
    return this.#length;
  }

  /** What is stored so far; a view, valid until the next append. */
  get values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }

  at(index: number): number {
    return index < this.#length ? (this.#values[index] as number) : Number.NaN;
  }

  /** Gives back the room kept for values to come. */
  trim(): void {
    if (this.#values.length > this.#length) this.#values = this.#values.slice(0, this.#length) as T;
  }

  append(values: T): void {
    const needed = this.#length + values.length;
    if (needed > this.#values.length) {
      const grown = this.#make(Math.max(needed, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(values, this.#length);
    this.#length = needed;
  }
}
