import type { Dispatch } from '../../../compiler/lowering/program.ts';
import type { Capture } from './gpu.ts';
import { Gpu } from './gpu.ts';

/** A program with its buffers. */
export interface BuiltProgram<About> {
  readonly gpu: Gpu;
  readonly capture: Capture;
  readonly about: About;
}

/** What a program is built from. */
interface ProgramParts<About> {
  /** Buffers of the lender that it works on, by name; all others are its own. */
  readonly lent: ReadonlyMap<string, GPUBuffer>;
  /** 32-bit words of its buffers, by name. */
  readonly words: ReadonlyMap<string, number>;
  readonly dispatches: readonly Dispatch[];
  /** What is known of it beside. */
  readonly about: About;
}

/** Programs beside those of training, on buffers that these lend. Each is built when it is first asked for. */
export class ProgramsOnDemand<About> {
  readonly #lender: Gpu;
  readonly #programs = new Map<string, Promise<BuiltProgram<About>>>();

  constructor(lender: Gpu) {
    this.#lender = lender;
  }

  /**
   * The program of a key, which is built of `parts` where it is not there; one that failed is built again.
   * @throws DownhillError code `device` where memory runs out or a kernel does not compile
   */
  get(key: string, parts: () => ProgramParts<About>): Promise<BuiltProgram<About>> {
    const existing = this.#programs.get(key);
    if (existing) return existing;
    const program = this.#build(parts);
    this.#programs.set(key, program);
    program.catch(() => this.#programs.delete(key));
    return program;
  }

  /** Before the buffers that were lent go. */
  dispose(): void {
    for (const program of this.#programs.values()) {
      void program.then(
        ({ gpu }) => gpu.dispose(),
        () => undefined, // the caller that asked for it has the error
      );
    }
  }

  async #build(parts: () => ProgramParts<About>): Promise<BuiltProgram<About>> {
    const { lent, words, dispatches, about } = parts();
    const gpu = new Gpu(this.#lender.device, lent);
    try {
      await gpu.allocate(words);
      return { gpu, capture: await gpu.capture(dispatches), about };
    } catch (error) {
      gpu.dispose();
      throw error;
    }
  }
}
