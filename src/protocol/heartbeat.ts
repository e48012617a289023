import { Silence } from '../core/silence.ts';

/** How often the page asks whether the worker is there. */
export const tickMs = 1000;
/** A worker that should answer is waited for this long, or ten times as long as its last step took. */
const minLimitMs = 10_000;
const stepsInLimit = 10;

/** A worker that has not been heard for longer than it should take. */
export interface SilenceReport {
  /**
   * `loading`: its script has not begun to run; `working`: it announced long work, in which it need not answer; `silent`:
   * it should answer, and does not.
   */
  readonly cause: 'loading' | 'working' | 'silent';
  /** It has been silent for longer than this. */
  readonly overMs: number;
}

/**
 * Whether a worker still answers. It is asked at a tick, and any message of it is an answer. A silence beyond the limit
 * is reported, again whenever it has doubled, and taken back by `null` once something is heard. Decides nothing: a worker
 * that is late may still be at work.
 */
export class Heartbeat {
  readonly #ping: () => void;
  readonly #onChange: (silence: SilenceReport | null) => void;
  readonly #silence = new Silence(tickMs);
  #hasBegun = false;
  #isPinged = false;
  #isWorking = false;
  #stepMs = 0;
  #trainedMs = 0;
  /** Times the limit: a silence beyond is reported. */
  #patience = 1;

  /** @param ping sends the worker something that it answers at once */
  constructor(ping: () => void, onChange: (silence: SilenceReport | null) => void) {
    this.#ping = ping;
    this.#onChange = onChange;
  }

  /** Milliseconds. */
  get limitMs(): number {
    return Math.max(minLimitMs, stepsInLimit * this.#stepMs);
  }

  /** Whether a worker that has begun was not heard for longer than the limit, announced or not. */
  get isOverdue(): boolean {
    return this.#hasBegun && this.#silence.ms >= this.limitMs;
  }

  /** To be called every `tickMs`. @param now of a clock that never goes back, milliseconds */
  tick(now: number): void {
    this.#silence.tick(now);
    if (this.#hasBegun && !this.#isPinged) {
      this.#isPinged = true;
      this.#silence.heard(); // nobody need have spoken before
      this.#ping();
      return;
    }
    const overMs = this.#patience * this.limitMs;
    if (this.#silence.ms < overMs) return;
    this.#patience *= 2;
    this.#onChange({ cause: this.#cause, overMs });
  }

  /** A message of the worker. */
  heard(): void {
    this.#hasBegun = true;
    this.#isPinged = false;
    this.#silence.heard();
    if (this.#patience === 1) return;
    this.#patience = 1;
    this.#onChange(null);
  }

  /** The worker announced long work, or that it is over. */
  works(isWorking: boolean): void {
    this.#isWorking = isWorking;
  }

  /** @param elapsedMs training time so far at each of the steps taken last; steps of one submission share one time */
  trained(elapsedMs: Float64Array): void {
    const last = elapsedMs.at(-1) ?? this.#trainedMs;
    if (last === this.#trainedMs) return;
    const earlier = elapsedMs.findLast((ms) => ms < last) ?? this.#trainedMs;
    this.#stepMs = last - (earlier < last ? earlier : 0); // another run counts from 0
    this.#trainedMs = last;
  }

  get #cause(): SilenceReport['cause'] {
    if (!this.#hasBegun) return 'loading';
    return this.#isWorking ? 'working' : 'silent';
  }
}
