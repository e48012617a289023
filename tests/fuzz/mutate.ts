import type { Random } from './random.ts';

/** Values that readers trip over. */
const hostile: readonly unknown[] = [
  null,
  true,
  '',
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  2 ** 32,
  '1',
  'NaN',
  '\ud800',
  '\u200b',
  '__proto__',
  'constructor',
  [],
  {},
  [[]],
  { toString: 1, valueOf: 1 },
  { length: 1e9 },
];
/** Seldom, for they are slow to make. */
const huge: readonly (() => unknown)[] = [
  () => 'x'.repeat(100_000),
  () => Array.from({ length: 130_000 }, () => 0),
];

/** A copy of its own, which later changes may reach. */
const anyHostile = (random: Random): unknown =>
  random.chance(0.01) ? random.pick(huge)() : structuredClone(random.pick(hostile));

const keys = ['__proto__', 'constructor', 'toString', 'length', '', 'id', 'extra', '0', '\ud800'];

/** A copy of a JSON value that one or a few changes at random places make another. */
export function mutatedValue(value: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(value);
  const root = { root: copy };
  for (let i = random.between(1, 3); i > 0; i--) changeSomewhere(root, random);
  return root.root;
}

type Holder = Record<string, unknown> | unknown[];

function changeSomewhere(root: Record<string, unknown>, random: Random): void {
  let holder: Holder = root;
  let key = 'root';
  for (;;) {
    const inner = Reflect.get(holder, key) as unknown;
    if (typeof inner !== 'object' || inner === null || random.chance(0.15)) break;
    const names = Object.keys(inner);
    if (names.length === 0) break;
    holder = inner as Holder;
    key = random.pick(names);
  }
  change(holder, key, random);
}

function change(holder: Holder, key: string, random: Random): void {
  const before = Reflect.get(holder, key) as unknown;
  const set = (value: unknown) =>
    Reflect.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
  switch (random.below(8)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1:
      set(nested(random.pick([20, 500]), random));
      break;
    case 2: {
      if (Array.isArray(before)) set([...before, ...before]);
      else if (typeof before === 'object' && before !== null) {
        Object.defineProperty(before, random.pick(keys), {
          value: anyHostile(random),
          enumerable: true,
          configurable: true,
        });
      } else set([before]);
      break;
    }
    case 3:
      if (typeof before === 'number') set(random.pick([before + 1, -before, before * 1e300, before / 3]));
      else set(anyHostile(random));
      break;
    case 4:
      if (typeof before === 'string') set(mutatedText(before, random));
      else set(anyHostile(random));
      break;
    default:
      set(anyHostile(random));
  }
}

const nested = (depth: number, random: Random): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = random.chance(0.5) ? [value] : { a: value };
  return value;
};

/** A text with letters changed, lost, doubled or cut off. */
export function mutatedText(text: string, random: Random): string {
  let now = text;
  for (let i = random.between(1, 3); i > 0; i--) {
    const at = random.below(now.length + 1);
    const letter = random.pick([
      ...'AZaz09-_.[]{}",:\\\u0000\ud800é',
      String.fromCharCode(random.below(128)),
    ]);
    now = random.pick([
      () => now.slice(0, at) + letter + now.slice(at + 1),
      () => now.slice(0, at) + letter + now.slice(at),
      () => now.slice(0, at) + now.slice(at + random.between(1, 8)),
      () => now.slice(0, at),
      () => now + now.slice(at),
    ])();
  }
  return now;
}

/** Bytes with some changed, cut off, put in or doubled. */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let i = random.between(1, 4); i > 0; i--) {
    if (copy.length === 0) break;
    copy[random.below(copy.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
  }
  const at = random.below(copy.length + 1);
  return random.pick([
    () => copy,
    () => copy,
    () => copy.subarray(0, at),
    () => Uint8Array.from([...copy.subarray(0, at), random.below(256), ...copy.subarray(at)]),
    () => Uint8Array.from([...copy, ...copy.subarray(at, at + 64)]),
  ])();
}
