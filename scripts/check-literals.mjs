// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageText, sentence } from './literals.mjs';
import { parseFile, placeOf, sourceFiles } from './message-source.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Where nothing but ids and parameters may stand. */
const FACTS = [
  'core',
  'optim',
  'nn',
  'data',
  'experiment',
  'race',
  'compiler',
  'engine',
  'protocol',
  'store',
  'workers',
  'messages',
];
/** Where sentences belong. */
const TEXTS = /^src\/messages\/[a-z]{2}\//;

/**
 * Checks that sentences stand in src/messages alone: none below the page, and no text that reaches it in src/ui.
 * @param {string} [root]
 * @returns {{ files: number, problems: string[] }}
 */
export function checkLiterals(root = projectRoot) {
  /** @type {string[]} */
  const problems = [];
  let files = 0;
  for (const folder of [...FACTS, 'ui'].filter((one) => existsSync(join(root, 'src', one)))) {
    const find = folder === 'ui' ? pageText : sentence;
    for (const file of sourceFiles(root, `src/${folder}`).filter((one) => !TEXTS.test(one))) {
      files++;
      problems.push(...literalsIn(root, file, find));
    }
  }
  return { files, problems };
}

/**
 * @param {string} root
 * @param {string} file
 * @param {(node: import('typescript').Node) => string | null} find
 * @returns {string[]} each literal as one line
 */
function literalsIn(root, file, find) {
  /** @type {string[]} */
  const texts = [];
  /** @param {import('typescript').Node} node */
  const look = (node) => {
    const text = find(node);
    if (text === null) node.forEachChild(look);
    else if (text !== '') texts.push(`${placeOf(node)}: text outside of messages: ${text.slice(0, 80)}`);
  };
  look(parseFile(root, file));
  return texts;
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { files, problems } = checkLiterals();
  for (const line of problems) console.log(line);
  console.log(`${files} files, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
