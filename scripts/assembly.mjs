// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = 'src/assembly';
const CACHE = '.cache/assembly';
const COMPILER = join(import.meta.dirname, '..', 'node_modules', 'assemblyscript');
/** What an importer asks for; a module whose default export is the compiled bytes. */
const MODULE = 'virtual:kernels';

/** What becomes of the sources: everything that changes the bytes belongs in here, for the cache goes by it. */
const OPTIONS = [
  'index.ts',
  '--outFile',
  'kernels.wasm',
  '-O3',
  '--noAssert',
  '--converge',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--importMemory',
  '--disableWarning',
  '112',
];

/**
 * The AssemblyScript of a folder as a WebAssembly module; from the cache where it was compiled before.
 * @param {string} root folder of the project
 * @returns {Promise<Uint8Array>}
 * @throws where it does not compile, with what the compiler says
 */
export async function compileKernels(root) {
  const sources = new Map(
    readdirSync(join(root, SOURCES))
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [file, readFileSync(join(root, SOURCES, file), 'utf8')]),
  );
  const compiler = readFileSync(join(COMPILER, 'package.json'), 'utf8');
  const version = JSON.parse(compiler).version;
  const key = createHash('sha256')
    .update(JSON.stringify([version, OPTIONS, ...sources]))
    .digest('hex');
  const cached = join(root, CACHE, `${key.slice(0, 16)}.wasm`);
  if (existsSync(cached)) return readFileSync(cached);
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(OPTIONS, {
    readFile: (name) => sources.get(name.replace(/^\.\//, '')) ?? null,
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || !bytes) throw new Error(`${SOURCES}: ${error?.message ?? 'no module'}\n${stderr}`);
  mkdirSync(join(root, CACHE), { recursive: true });
  // whole or not at all: several test processes may compile at once
  const temporary = `${cached}.${process.pid}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, cached);
  return bytes;
}

/**
 * Has Vite and Vitest compile the kernels where `virtual:kernels` is imported.
 * @param {string} root folder of the project
 * @returns {import('vite').Plugin}
 */
export const kernelsPlugin = (root) => ({
  name: 'kernels',
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
  async load(id) {
    if (id !== `\0${MODULE}`) return undefined;
    for (const file of readdirSync(join(root, SOURCES))) this.addWatchFile?.(join(root, SOURCES, file));
    const base64 = Buffer.from(await compileKernels(root)).toString('base64');
    return `export default Uint8Array.from(atob(${JSON.stringify(base64)}), (character) => character.charCodeAt(0));`;
  },
});
