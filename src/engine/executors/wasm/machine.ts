import type { Lowering } from '../../../compiler/limits.ts';
import { outOfMemory } from '../../../compiler/limits.ts';
import type { BufferRange } from '../../../compiler/lowering/program.ts';
import { bytesOf } from '../../../compiler/lowering/program.ts';
import type { WasmFunction } from '../../../compiler/wasm/binary.ts';
import { encodeModule } from '../../../compiler/wasm/binary.ts';
import type { CallArgument, CallProgram } from '../../../compiler/wasm/call-program.ts';
import { compileKernels } from '../../device/wasm-device.ts';
import type { SpawnThread } from './spawn-thread.ts';
import type { ThreadCall, WasmCallable } from './task-runner.ts';
import type { ThreadLimits } from './threads.ts';
import { Threads } from './threads.ts';

interface LinkedCall {
  /** Of the kernel. */
  readonly name: string;
  readonly run: WasmCallable;
  readonly args: readonly number[];
}

/** Calls with every address settled. */
export class LinkedProgram {
  readonly calls: readonly LinkedCall[];

  constructor(calls: readonly LinkedCall[]) {
    this.calls = calls;
  }

  run(): void {
    for (const { run, args } of this.calls) run(...args);
  }
}

export const pageBytes = 65_536;
/** What the module of kernels keeps for itself lies below. */
export const firstAddress = 4096;
const alignment = 256;
/** Kernels may read so far behind a buffer, and use nothing of it. */
const slack = 96;

/** Where buffers of so many 32-bit words lie, and the bytes that hold them all. */
export function layout(words: ReadonlyMap<string, number>) {
  let at = firstAddress;
  const addresses = new Map<string, number>();
  for (const [name, length] of words) {
    addresses.set(name, at);
    at += Math.ceil((4 * length + slack) / alignment) * alignment;
  }
  return { addresses, bytes: at };
}

/** What an argument of a call is as a number, by where each buffer lies. */
export function argumentsAt(address: (buffer: string) => number): (argument: CallArgument) => number {
  const addressOf = ({ buffer, offset }: BufferRange): number => address(buffer) + 4 * offset;
  return (argument) => {
    if (typeof argument === 'number') return argument;
    return 'buffer' in argument ? addressOf(argument) : addressOf(argument.to) - addressOf(argument.from);
  };
}

/** Null where there is not so much. */
function allocated(bytes: number, shared: boolean): WebAssembly.Memory | null {
  const initial = Math.ceil(bytes / pageBytes);
  try {
    return new WebAssembly.Memory(shared ? { initial, maximum: initial, shared } : { initial });
  } catch {
    return null;
  }
}

/** The name of a buffer of a workspace, of which every thread has its own. */
const threadBuffer = (thread: number, name: string): string =>
  thread === 0 ? name : `thread${thread}/${name}`;

/** The buffers that several threads share, and each thread's workspace. */
interface Workspaces {
  readonly threads: number;
  /** The buffers that each thread has for itself, by name. */
  readonly workspace: ReadonlySet<string>;
}

const ofOneThread: Workspaces = { threads: 1, workspace: new Set() };

/** The same with the workspaces of all threads. */
export function threadWords(
  words: ReadonlyMap<string, number>,
  { threads, workspace }: Workspaces,
): ReadonlyMap<string, number> {
  const all = new Map(words);
  for (let thread = 1; thread < threads; thread++) {
    for (const name of workspace) all.set(threadBuffer(thread, name), words.get(name) ?? 0);
  }
  return all;
}

/** Named buffers in the memory of WebAssembly, and the kernels that run on them. */
export class Machine {
  readonly #memory: WebAssembly.Memory;
  readonly #addresses: ReadonlyMap<string, number>;
  readonly #words: ReadonlyMap<string, number>;
  readonly #module: WebAssembly.Module;
  readonly #kernels: WebAssembly.Exports;
  readonly #workspaces: Workspaces;
  /** Of each thread. */
  readonly #jobs: ThreadCall[][][][];

  /**
   * @param words the 32-bit words of each buffer, which begins as zeros
   * @param lowering what can be made smaller where memory lacks
   * @param workspaces of threads: of one thread alone where there is not so much memory
   * @throws DownhillError code `device` where memory does not suffice: 4 GiB are all there can be
   */
  static async make(
    words: ReadonlyMap<string, number>,
    lowering: Lowering = {},
    workspaces: Workspaces = ofOneThread,
  ): Promise<Machine> {
    const all = threadWords(words, workspaces);
    const isShared = workspaces.threads > 1;
    const { addresses, bytes } = layout(all);
    const memory = allocated(bytes, isShared);
    if (memory === null && isShared) return Machine.make(words, lowering);
    if (memory === null) throw outOfMemory(bytesOf(words), lowering);
    const module = await compileKernels(isShared);
    const instance = await WebAssembly.instantiate(module, { env: { memory } });
    return new Machine(memory, addresses, all, module, instance.exports, workspaces);
  }

  private constructor(
    memory: WebAssembly.Memory,
    addresses: ReadonlyMap<string, number>,
    words: ReadonlyMap<string, number>,
    module: WebAssembly.Module,
    exports: WebAssembly.Exports,
    workspaces: Workspaces,
  ) {
    this.#memory = memory;
    this.#addresses = addresses;
    this.#words = words;
    this.#module = module;
    this.#kernels = exports;
    this.#workspaces = workspaces;
    this.#jobs = Array.from({ length: workspaces.threads }, () => []);
  }

  /** @throws RangeError where there is no such buffer */
  address(name: string): number {
    const address = this.#addresses.get(name);
    if (address === undefined) throw new RangeError(`WebAssembly: there is no buffer ${name}`);
    return address;
  }

  floats(name: string): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#buffer, this.address(name), this.#words.get(name));
  }

  integers(name: string): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#buffer, this.address(name), this.#words.get(name));
  }

  bytes(name: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, this.address(name), 4 * (this.#words.get(name) ?? 0));
  }

  /** The one float64 of a buffer of two words. */
  double(name: string): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#buffer, this.address(name), 1);
  }

  /** @throws RangeError where the module has no such kernel */
  kernel(name: string): WasmCallable {
    const kernel = this.#kernels[name];
    if (typeof kernel !== 'function') throw new RangeError(`WebAssembly: there is no kernel ${name}`);
    return kernel as WasmCallable;
  }

  /** Calls on the buffers of this machine; `renamed`: what some of them are called here. */
  link(
    { calls }: Pick<CallProgram, 'calls'>,
    renamed: ReadonlyMap<string, string> = new Map(),
  ): LinkedProgram {
    const numberOf = argumentsAt((buffer) => this.address(renamed.get(buffer) ?? buffer));
    return new LinkedProgram(
      calls.map(({ name, args }) => ({ name, run: this.kernel(name), args: args.map(numberOf) })),
    );
  }

  /** Adds a job, whose programs any thread may run on its own workspace, in any order; its number, for `Threads.run`. */
  addJob(programs: readonly Pick<CallProgram, 'calls'>[], renamed: ReadonlyMap<string, string>): number {
    const { workspace } = this.#workspaces;
    for (const [thread, jobs] of this.#jobs.entries()) {
      const numberOf = argumentsAt((buffer) =>
        this.address(workspace.has(buffer) ? threadBuffer(thread, buffer) : (renamed.get(buffer) ?? buffer)),
      );
      jobs.push(programs.map(({ calls }) => calls.map(({ name, args }) => [name, ...args.map(numberOf)])));
    }
    return (this.#jobs[0]?.length ?? 0) - 1;
  }

  /** The threads that do the jobs added so far; see `ThreadsOptions`. */
  startThreads(spawn: SpawnThread | null, limits?: ThreadLimits): Threads {
    const machine = { kernels: this.#module, exports: this.#kernels, memory: this.#memory, jobs: this.#jobs };
    return new Threads({ ...machine, spawn, limits });
  }

  /** Functions that were made for this run, over the same memory, by name. */
  async functions(made: readonly WasmFunction[]): Promise<ReadonlyMap<string, WasmCallable>> {
    const module = encodeModule(made, this.#workspaces.threads > 1);
    const { instance } = await WebAssembly.instantiate(module, { env: { memory: this.#memory } });
    return new Map(made.map(({ name }) => [name, instance.exports[name] as WasmCallable]));
  }

  get #buffer(): ArrayBuffer {
    return this.#memory.buffer as ArrayBuffer;
  }
}
