/** Code of a function: bytes of instructions. */
export type Code = readonly number[];

/** An unsigned integer as LEB128. */
function leb(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** A signed integer of 32 bits as LEB128. */
function signedLeb(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const simd = (opcode: number, ...immediates: number[]): Code => [0xfd, ...leb(opcode), ...immediates];

/** A float32 as its four bytes. */
const floatBytes = (value: number): Code => [...new Uint8Array(Float32Array.of(value).buffer)];

/** The instructions that the emitter uses. Addresses have an alignment of one byte: it is a hint, and rows may begin anywhere. */
export const wasm = {
  localGet: (index: number): Code => [0x20, ...leb(index)],
  localSet: (index: number): Code => [0x21, ...leb(index)],
  i32Const: (value: number): Code => [0x41, ...signedLeb(value)],
  i32Add: [0x6a],
  i32GreaterOrEqual: [0x4f],
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  branchIf: (depth: number): Code => [0x0d, ...leb(depth)],
  branch: (depth: number): Code => [0x0c, ...leb(depth)],
  end: [0x0b],
  load: simd(0x00, 0, 0),
  loadSplat: (offset: number): Code => [0xfd, ...leb(0x09), 0, ...leb(offset)],
  store: simd(0x0b, 0, 0),
  floatsConst: (value: number): Code => {
    const bytes = floatBytes(value);
    return simd(0x0c, ...bytes, ...bytes, ...bytes, ...bytes);
  },
  bitselect: simd(0x52),
  greater: simd(0x44),
  abs: simd(0xe0),
  neg: simd(0xe1),
  sqrt: simd(0xe3),
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  min: simd(0xe8),
  max: simd(0xe9),
  /** The upper two of four floats where the lower two are. */
  upperHalf: simd(0x0d, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
  promoteLow: simd(0x5f),
  addDoubles: simd(0xf0),
  extractDouble: (lane: number): Code => simd(0x21, lane),
  f64Add: [0xa0],
  f64Store: [0x39, 0, 0],
} as const;

const I32 = 0x7f;
const V128 = 0x7b;

export interface WasmFunction {
  readonly name: string;
  /** How many parameters, all of type i32; locals are numbered behind them. */
  readonly params: number;
  readonly i32Locals: number;
  readonly v128Locals: number;
  readonly body: Code;
}

/** Pages that an address of 32 bits reaches: the most that an import of a shared memory may allow. */
const maxPages = 65_536;

/** The limits of an imported memory: at least so many pages, and where several threads share it, at most all there can be. */
const memoryLimits = (minPages: number, isShared: boolean): Code =>
  isShared ? [0x03, ...leb(minPages), ...leb(maxPages)] : [0x00, ...leb(minPages)];

/** The same module over a memory that threads share: its first import must be its memory, which is not shared yet. */
export function withSharedMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  let at = 8;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const skipName = (): void => {
    const length = read();
    at += length;
  };
  const imports = 2;
  for (;;) {
    const id = module[at++];
    const length = read();
    const start = at;
    if (id === imports) {
      read(); // how many imports
      skipName(); // of what it imports from
      skipName(); // of the memory there
      const isMemory = module[at] === 0x02 && module[at + 1] === 0x00;
      if (!isMemory) throw new Error('module: its first import must be a memory of one thread');
      at += 1;
      const before = module.subarray(start, at);
      at += 1;
      const limits = memoryLimits(read(), true);
      const content = [...before, ...limits, ...module.subarray(at, start + length)];
      const idAt = start - leb(length).length - 1;
      return Uint8Array.from([
        ...module.subarray(0, idAt),
        ...[imports, ...leb(content.length), ...content],
        ...module.subarray(start + length),
      ]);
    }
    at = start + length;
    if (at >= module.length) throw new Error('module: it imports nothing');
  }
}

/** A module of functions without results over the memory `env.memory`. */
export function encodeModule(functions: readonly WasmFunction[], isShared = false): Uint8Array<ArrayBuffer> {
  const text = (value: string): Code => {
    const bytes = new TextEncoder().encode(value);
    return [...leb(bytes.length), ...bytes];
  };
  const vector = (items: readonly Code[]): Code => [...leb(items.length), ...items.flat()];
  const section = (id: number, items: readonly Code[]): Code => {
    const content = vector(items);
    return [id, ...leb(content.length), ...content];
  };
  const bodies = functions.map(({ i32Locals, v128Locals, body }) => {
    const locals = vector([
      [...leb(i32Locals), I32],
      [...leb(v128Locals), V128],
    ]);
    const code = [...locals, ...body, ...wasm.end];
    return [...leb(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      functions.map(({ params }) => [0x60, ...vector(Array.from({ length: params }, () => [I32])), 0x00]),
    ),
    ...section(2, [[...text('env'), ...text('memory'), 0x02, ...memoryLimits(0, isShared)]]),
    ...section(
      3,
      functions.map((_, index) => leb(index)),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...text(name), 0x00, ...leb(index)]),
    ),
    ...section(10, bodies),
  ]);
}
