import type { AdapterClass, Kernel } from '../../../../src/compiler/kernels/kernel.ts';
import { runKernels } from '../../../support/kernels.ts';

type Inputs = Parameters<typeof runKernels>[2];

/** What a test wants of a buffer, whatever its name. @throws where the run did not return it */
export interface Results {
  floats(name: string): Float32Array<ArrayBuffer>;
  words(name: string): Uint32Array<ArrayBuffer>;
}

interface Run<Tuning> {
  readonly device: GPUDevice;
  /** The candidates of one class of adapter. */
  readonly tunings: (adapter: AdapterClass) => readonly Tuning[];
  readonly build: (tuning: Tuning) => {
    readonly kernels: readonly Kernel[];
    readonly scratch?: Readonly<Record<string, number>>;
  };
  readonly inputs: Inputs;
  /** Words by name. */
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * Runs the kernels with every tuning of both classes, from the same inputs, and returns what they all gave.
 * @throws where two tunings differ in a bit, or a class has no tuning
 */
export async function runEveryTuning<Tuning>({
  device,
  tunings,
  build,
  inputs,
  outputs,
}: Run<Tuning>): Promise<Results> {
  let first: Record<string, Float32Array<ArrayBuffer>> | undefined;
  for (const adapter of ['software', 'gpu'] as const) {
    const candidates = tunings(adapter);
    if (candidates.length === 0) throw new Error(`no tuning for ${adapter}`);
    for (const tuning of candidates) {
      const { kernels, scratch = {} } = build(tuning);
      const results = await runKernels(device, kernels, inputs, { ...scratch, ...outputs });
      first ??= results;
      for (const name of Object.keys(outputs))
        assertSameBits(first[name], results[name], `${name}, ${JSON.stringify(tuning)}`);
    }
  }
  return resultsOf(first ?? {});
}

export function resultsOf(results: Readonly<Record<string, Float32Array<ArrayBuffer>>>): Results {
  const floats = (name: string) => {
    const resultBuffer = results[name];
    if (!resultBuffer) throw new Error(`no result ${name}`);
    return resultBuffer;
  };
  return { floats, words: (name) => new Uint32Array(floats(name).buffer) };
}

function assertSameBits(
  expected: Float32Array<ArrayBuffer> | undefined,
  actual: Float32Array<ArrayBuffer> | undefined,
  what: string,
): void {
  if (!expected || !actual || expected.length !== actual.length)
    throw new Error(`${what}: missing or of another length`);
  const a = new Uint32Array(expected.buffer);
  const b = new Uint32Array(actual.buffer);
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i])
      throw new Error(`${what}: [${i}] is ${actual[i]}, the first tuning gave ${expected[i]}`);
  }
}

/** Fresh random integers in [0, n). */
export function randomWords(length: number, n: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length }, () => Math.floor(Math.random() * n));
}
