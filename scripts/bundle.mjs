// @ts-check
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { MAY_COME_LATE, SAYS_TEXTS } from './early-messages.mjs';
import { keysIn } from './message-keys.mjs';

/** What the page may load before it can train: JavaScript in bytes, compressed by gzip. */
export const STARTUP_BUDGET = 300_000;

/**
 * @typedef {object} Chunk
 * @property {string} fileName
 * @property {string} code
 * @property {readonly string[]} imports static ones
 * @property {boolean} isEntry
 * @property {string | null} [facadeModuleId] the module that the chunk is loaded for
 * @property {Readonly<Record<string, { code: string | null }>>} [modules] what it is made of, by path
 */

/** Awaited before anything is drawn: the messages of a language, which are as long in any. */
const AWAITED = /\/src\/messages\/en\/index\.ts$/;

/**
 * The chunks that are loaded before the page responds: the entry, the messages it awaits, and all that they import
 * statically.
 * @param {readonly Chunk[]} chunks of one build
 * @returns {Chunk[]}
 * @throws where there is no entry
 */
function startupChunks(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const waiting = chunks
    .filter(({ isEntry, facadeModuleId }) => isEntry || AWAITED.test(facadeModuleId ?? ''))
    .map(({ fileName }) => fileName);
  if (waiting.length === 0) throw new Error('bundle: must have an entry, got none; is index.html built?');
  /** @type {Map<string, Chunk>} */
  const startup = new Map();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = byName.get(name);
    if (chunk === undefined || startup.has(name)) continue;
    startup.set(name, chunk);
    waiting.push(...chunk.imports);
  }
  return [...startup.values()];
}

/**
 * What the JavaScript weighs that is loaded before the page responds.
 * @param {readonly Chunk[]} chunks of one build
 * @returns {{ files: { name: string, gzip: number }[], gzip: number }} sizes in bytes
 * @throws where there is no entry
 */
export function startupSize(chunks) {
  const files = startupChunks(chunks)
    .map(({ fileName, code }) => ({ name: fileName, gzip: gzipSync(code, { level: 9 }).length }))
    .sort((a, b) => b.gzip - a.gzip);
  return { files, gzip: files.reduce((sum, { gzip }) => sum + gzip, 0) };
}

/**
 * Keys of texts that are loaded with deferred parts, but that code has which is loaded before: it would show the key.
 * @param {readonly Chunk[]} chunks of one build
 * @param {Iterable<string>} deferredKeys
 * @returns {string[]} each with the module that has it
 */
export function earlyKeys(chunks, deferredKeys) {
  const modules = startupChunks(chunks)
    .flatMap(({ modules: parts = {} }) => Object.entries(parts))
    .filter(([id]) => SAYS_TEXTS.test(id))
    .map(([id, { code }]) => {
      const source = ts.createSourceFile(id, code ?? '', ts.ScriptTarget.Latest, true, ts.ScriptKind.JSX);
      return { id, has: keysIn([source]) };
    });
  return [...deferredKeys].flatMap((key) => {
    if (MAY_COME_LATE.test(key)) return [];
    const module = modules.find(({ has }) => has(key));
    return module === undefined ? [] : [`${key} in ${module.id.replace(/^.*\/src\//, 'src/')}`];
  });
}

/**
 * KaTeX names each of its faces as woff2, woff and ttf; every browser with WebGPU reads the first.
 * @param {string} css
 * @returns {string} with the woff2 of each face alone
 */
export function woff2Only(css) {
  return css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\((["']?)(?:woff|truetype)\1\)/g, '');
}

/** The modules of zod that write JSON schemas. */
export const JSON_SCHEMA_MAKER = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/;

/**
 * @param {string} code a module
 * @returns {string} one with the same exports, each of them a function that throws
 */
export function withoutBodies(code) {
  const names = [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)];
  const absent = `const absent = () => { throw new Error('bundle: is left out of the page'); };`;
  return [absent, ...names.map(([, name]) => `export const ${name} = absent;`)].join('\n');
}
