import { Arena } from '../../src/compiler/lowering/arena.ts';
import type { BufferRange } from '../../src/compiler/lowering/program.ts';
import type { Tape, TapeOp, TracedTensor } from '../../src/compiler/lowering/tape.ts';
import type { LaneBuffers } from '../../src/compiler/lowering/tape-pass.ts';
import { CallPass, clockBuffer, clockWords } from '../../src/compiler/wasm/call-pass.ts';
import type { Call } from '../../src/compiler/wasm/call-program.ts';
import { CallProgram } from '../../src/compiler/wasm/call-program.ts';
import { callBackward, callForward } from '../../src/compiler/wasm/layers.ts';
import { compileKernels } from '../../src/engine/device/wasm-device.ts';
import { argumentsAt, firstAddress, layout, pageBytes } from '../../src/engine/executors/wasm/machine.ts';

type Values = Float32Array | Float64Array | Uint32Array | Uint8Array;

/** A NaN, so that a sum over what lies behind a buffer, or over what nothing wrote, shows. */
const poison = 0x7fc0beef;

/** The memory after a run. */
export interface KernelMemory {
  floats(range: string | BufferRange): Float32Array;
  words(buffer: string): Uint32Array;
  double(buffer: string): number;
}

const wordsOf = (value: Values | number): number =>
  typeof value === 'number' ? value : Math.ceil(value.byteLength / 4);

/**
 * Runs calls of the kernels over named buffers: each with what it holds, or with its length in words, of which each is
 * poison. @throws Error where a kernel writes behind a buffer
 */
export async function runCalls(
  calls: readonly Call[],
  buffers: Readonly<Record<string, Values | number>>,
): Promise<KernelMemory> {
  const module = await compileKernels();
  const words = new Map(Object.entries(buffers).map(([name, value]) => [name, wordsOf(value)]));
  const { addresses, bytes: end } = layout(words);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / pageBytes) });
  const all = new Uint32Array(memory.buffer);
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  all.fill(poison, firstAddress / 4);
  const startOf = (name: string): number => {
    const start = addresses.get(name);
    if (start === undefined) throw new Error(`no buffer ${name}`);
    return start;
  };
  for (const [name, value] of Object.entries(buffers)) {
    if (typeof value === 'number') continue;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    new Uint8Array(memory.buffer).set(bytes, startOf(name));
  }
  for (const { name, args } of calls) {
    const kernel = instance.exports[name];
    if (typeof kernel !== 'function') throw new Error(`no kernel ${name}`);
    kernel(...args.map(argumentsAt(startOf)));
  }
  const places = Object.entries(buffers).map(([name, value]) => ({ name, words: wordsOf(value) }));
  places.forEach(({ name, words }, i) => {
    const next = places[i + 1];
    const behind = all.subarray(startOf(name) / 4 + words, next ? startOf(next.name) / 4 : all.length);
    if (behind.some((word) => word !== poison)) throw new Error(`kernels wrote behind ${name}`);
  });
  const lengthOf = (name: string) => wordsOf(buffers[name] ?? 0);
  return {
    floats(range) {
      const { buffer, offset, length } =
        typeof range === 'string' ? { buffer: range, offset: 0, length: lengthOf(range) } : range;
      return new Float32Array(memory.buffer, startOf(buffer) + 4 * offset, length).slice();
    },
    words: (name) => new Uint32Array(memory.buffer, startOf(name), lengthOf(name)).slice(),
    double: (name) => new Float64Array(memory.buffer, startOf(name), 1)[0] as number,
  };
}

/** A whole buffer. */
export const whole = (buffer: string): BufferRange => ({ buffer, offset: 0, length: 0 });

/** A tape from the first tensor that its operations read to what the last of them makes. */
export function tapeOf(
  ops: readonly [TapeOp, ...TapeOp[]],
  parameters: readonly TracedTensor[] = [],
  state: readonly TracedTensor[] = [],
): Tape {
  const last = ops.at(-1) ?? ops[0];
  return { ops, input: ops[0].inputs[0], logits: last.y, parameters, state, layers: [] };
}

/** What the gradient of each parameter holds before a run that adds to it. */
const gradientBefore = 0.25;

const lane: LaneBuffers = {
  theta: 'theta',
  state: 'state',
  gradients: 'gradients',
};

export interface TapeRun {
  /** Of the inputs, the parameters and the running statistics, by id. */
  readonly values: Readonly<Record<string, Float32Array>>;
  /** With respect to what the tape puts out; without it there is no backward pass. */
  readonly gradient?: Float32Array;
  /** What the backward pass leads to. */
  readonly gradients?: 'parameters' | 'input';
  /** Whether a convolution takes in the pool that reads it. */
  readonly fuses?: boolean;
  /** Step, seed and the place in the batch of the first image. */
  readonly clock?: readonly [step: number, seed: number, image: number];
}

interface TapeMemory {
  /** A buffer by name: a value, a gradient `d/…`, or what is saved for the backward pass. */
  floats(buffer: string): Float32Array;
  state(id: string): Float32Array;
  /** What was added to the gradient of a parameter. */
  added(id: string): Float32Array;
}

/**
 * Lowers a tape to calls and runs them: forward, and backward where there is a gradient.
 * @throws Error where a kernel writes behind a buffer or a parameter
 */
export async function runTape(
  tape: Tape,
  { values, gradient, gradients = 'parameters', fuses = false, clock = [0, 0, 0] }: TapeRun,
): Promise<TapeMemory> {
  const program = new CallProgram();
  const arena = new Arena(tape.parameters);
  const statistics = new Arena(tape.state);
  const pass = new CallPass(program, arena, tape, lane, statistics, { fuses, gradients });
  callForward(pass);
  if (gradient) callBackward(pass, tape.logits);
  const packed = (places: Arena, parts: readonly { readonly id: string }[]) =>
    places.pack(parts.map(({ id }) => ({ name: id, values: values[id] ?? [] })));
  const gradientStart = arena.pack(
    tape.parameters.map(({ id }) => ({
      name: id,
      values: new Float32Array(arena.range('', id).length).fill(gradientBefore),
    })),
  );
  const buffers: Record<string, Values | number> = {
    theta: packed(arena, tape.parameters),
    state: packed(statistics, tape.state),
    gradients: gradientStart,
  };
  for (const [name, words] of program.buffers) {
    const isZero = name === 'no-bias' || name.startsWith('padded/');
    buffers[name] = values[name] ?? (isZero ? new Float32Array(words) : words);
  }
  buffers[clockBuffer] = Uint32Array.from({ length: clockWords }, (_, i) => clock[i] ?? 0);
  if (gradient) buffers[`d/${tape.logits.id}`] = gradient;
  const memory = await runCalls([...pass.preparation.calls, ...program.calls], buffers);
  const added = memory.floats('gradients').map((value, i) => value - (gradientStart[i] as number));
  const isPlaced = new Uint8Array(arena.length);
  for (const { offset, length } of arena.places) isPlaced.fill(1, offset, offset + length);
  if (added.some((value, i) => !isPlaced[i] && value !== 0))
    throw new Error('kernels wrote behind the gradient of a parameter');
  return {
    floats: (buffer) => memory.floats(buffer),
    state: (id) => memory.floats(statistics.range(lane.state, id)),
    added(id) {
      const { offset, length } = arena.range('', id);
      return added.slice(offset, offset + length);
    },
  };
}
