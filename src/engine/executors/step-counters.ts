import { DownhillError } from '../../core/errors.ts';

/** How many steps each lane of an executor has taken. Lanes share batches, so those that take steps take them together. */
export class StepCounters {
  readonly #steps: number[];
  readonly #inactive = new Set<number>();
  #last = 0;

  constructor(lanes: number) {
    this.#steps = Array.from({ length: lanes }, () => 0);
  }

  /** @throws RangeError where there is no such lane */
  of(lane: number): number {
    const steps = this.#steps[lane];
    if (steps === undefined) throw new RangeError(`executor: no lane ${lane}`);
    return steps;
  }

  isActive(lane: number): boolean {
    return !this.#inactive.has(lane);
  }

  deactivate(lane: number): void {
    this.#inactive.add(lane);
  }

  restore(lane: number, steps: number): void {
    this.#steps[lane] = steps;
  }

  /**
   * Counts the next `count` steps of all lanes that are active; the first of them.
   * @throws DownhillError code `state` where one lane was restored at another step than the rest
   */
  advance(count: number): number {
    const lanes = [...this.#steps.keys()].filter((lane) => !this.#inactive.has(lane));
    const [leader] = lanes;
    const first = leader === undefined ? this.#last : this.of(leader);
    const stray = lanes.find((lane) => this.of(lane) !== first);
    if (stray !== undefined) {
      const params = { lane: stray, step: this.of(stray), other: leader ?? 0, otherStep: first };
      throw new DownhillError({ code: 'state', fact: { id: 'snapshotSteps', params } });
    }
    for (const lane of lanes) this.#steps[lane] = first + count;
    this.#last = first + count;
    return first;
  }
}
