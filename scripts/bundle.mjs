// @ts-check
import { gzipSync } from 'node:zlib';

/** What the page may load before it can train: JavaScript in bytes, compressed by gzip. */
export const STARTUP_BUDGET = 320_000;

/**
 * @typedef {object} Chunk
 * @property {string} fileName
 * @property {string} code
 * @property {readonly string[]} imports static ones
 * @property {boolean} isEntry
 * @property {string | null} [facadeModuleId] the module that the chunk is loaded for
 */

/** Awaited before anything is drawn: the messages of a language, which are as long in any. */
const AWAITED = /\/src\/messages\/en\/index\.ts$/;

/**
 * The JavaScript that is loaded before the page responds: the entry, the messages it awaits, and all that they import
 * statically.
 * @param {readonly Chunk[]} chunks of one build
 * @returns {{ files: { name: string, gzip: number }[], gzip: number }} sizes in bytes
 * @throws where there is no entry
 */
export function startupSize(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const waiting = chunks
    .filter(({ isEntry, facadeModuleId }) => isEntry || AWAITED.test(facadeModuleId ?? ''))
    .map(({ fileName }) => fileName);
  if (waiting.length === 0) throw new Error('bundle: must have an entry, got none; is index.html built?');
  const files = new Map();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = byName.get(name);
    if (chunk === undefined || files.has(name)) continue;
    files.set(name, gzipSync(chunk.code, { level: 9 }).length);
    waiting.push(...chunk.imports);
  }
  const sizes = [...files].map(([name, gzip]) => ({ name, gzip })).sort((a, b) => b.gzip - a.gzip);
  return { files: sizes, gzip: sizes.reduce((sum, { gzip }) => sum + gzip, 0) };
}

/**
 * KaTeX names each of its faces as woff2, woff and ttf; every browser with WebGPU reads the first.
 * @param {string} css
 * @returns {string} with the woff2 of each face alone
 */
export function woff2Only(css) {
  return css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\((["']?)(?:woff|truetype)\1\)/g, '');
}
