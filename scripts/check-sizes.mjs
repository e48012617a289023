// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Lines of a file; what is longer holds more than one thought. */
export const MAX_LINES = 350;

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * Checks that no source file under `root` has more than 350 lines.
 * @param {string} [root] a folder with a src
 * @returns {{ files: number, problems: string[] }} each problem as one line, the longest file first
 */
export function checkSizes(root = projectRoot) {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|css)$/.test(file))
    .map((file) => `src/${file.replaceAll('\\', '/')}`);
  const lengths = files.map((file) => ({ file, lines: countLines(readFileSync(join(root, file), 'utf8')) }));
  const problems = lengths
    .filter(({ lines }) => lines > MAX_LINES)
    .sort((a, b) => b.lines - a.lines)
    .map(({ file, lines }) => `${file}: must have at most ${MAX_LINES} lines, got ${lines}; split it`);
  return { files: files.length, problems };
}

/**
 * @param {string} text
 * @returns {number}
 */
const countLines = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { files, problems } = checkSizes();
  for (const problem of problems) console.error(problem);
  console.log(`${files} files, ${problems.length} of them too long`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
