// @ts-check
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageText, sentence } from './literals.mjs';
import { parseFile, placeOf, sourceFiles } from './message-source.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
/** Files that still make sentences, by name, a list for each folder of src. A list only shrinks. */
const LISTS = 'scripts/literals-left';

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
 * @returns {{ files: number, left: number, problems: string[], lists: Map<string, Set<string>> }}
 *   left: files still listed; lists: what each list has to name
 */
export function checkLiterals(root = projectRoot) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, Set<string>>} */
  const lists = new Map();
  let files = 0;
  let left = 0;
  for (const folder of [...FACTS, 'ui'].filter((one) => existsSync(join(root, 'src', one)))) {
    const find = folder === 'ui' ? pageText : sentence;
    for (const [list, members] of byList(root, folder)) {
      const listed = readList(root, list);
      const failing = new Set();
      for (const file of members) {
        files++;
        const literals = literalsIn(root, file, find);
        if (literals.length === 0) continue;
        failing.add(basename(file));
        if (!listed.has(basename(file))) problems.push(...literals);
      }
      const done = new Set([...listed].filter((name) => !failing.has(name)));
      for (const name of done)
        problems.push(`${LISTS}/${list}: ${name} has none any more: take it off the list`);
      lists.set(list, failing);
      left += listed.size - done.size;
    }
  }
  return { files, left, problems, lists };
}

/**
 * @param {string} root
 * @param {string} folder of src
 * @returns {Map<string, string[]>} files by the name of their list: one for each folder of ui, else one for the whole
 */
function byList(root, folder) {
  /** @type {Map<string, string[]>} */
  const lists = new Map();
  for (const file of sourceFiles(root, `src/${folder}`).filter((one) => !TEXTS.test(one))) {
    const below = folder === 'ui' ? file.split('/').slice(2, -1)[0] : undefined;
    const list = `${below === undefined ? folder : `ui-${below}`}.txt`;
    lists.set(list, [...(lists.get(list) ?? []), file]);
  }
  if (existsSync(join(root, LISTS))) {
    for (const list of readdirSync(join(root, LISTS))) {
      if (!lists.has(list) && list.replace(/[-.].*/, '') === folder) lists.set(list, []); // its folder is gone
    }
  }
  return lists;
}

/**
 * @param {string} root
 * @param {string} list
 * @returns {Set<string>} names of files
 */
function readList(root, list) {
  const path = join(root, LISTS, list);
  if (!existsSync(path)) return new Set();
  return new Set(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
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

/**
 * Writes anew each list that need not grow: without what passes, and with the new name of a file that was renamed.
 * @param {string} root
 * @param {Map<string, Set<string>>} lists
 */
function shrink(root, lists) {
  for (const [list, failing] of lists) {
    const listed = readList(root, list);
    const isSame = listed.size === failing.size && [...failing].every((name) => listed.has(name));
    if (isSame || failing.size > listed.size) continue;
    const path = join(root, LISTS, list);
    if (failing.size === 0) rmSync(path);
    else writeFileSync(path, `${[...failing].sort().join('\n')}\n`);
    console.log(`${list}: ${failing.size} left of ${listed.size}`);
  }
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  if (process.argv.includes('--shrink')) shrink(projectRoot, checkLiterals().lists);
  const { files, left, problems } = checkLiterals();
  for (const line of problems) console.log(line);
  console.log(`${files} files, ${left} still with sentences, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
