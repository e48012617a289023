// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { placeOf, walk } from './message-source.mjs';
import { OLD_WORDS, PARTICIPLES } from './old-words.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['src', 'tests', 'bench', 'scripts'];

/**
 * Checks that no declared identifier, file or folder bears a word that was named anew (`old-words.mjs`).
 * @param {string} [root]
 * @param {readonly import('./old-words.mjs').OldWord[]} [table]
 * @returns {{ files: number, problems: string[] }} each problem as one line: place, name, what to say
 */
export function checkNames(root = projectRoot, table = OLD_WORDS) {
  const rules = table.flatMap(({ words, say, except = [] }) =>
    words.map((word) => ({ word, parts: wordsOf(word), say, except })),
  );
  /** @type {string[]} */
  const problems = [];
  /** @param {string} name @param {string} file @param {string} place */
  const check = (name, file, place) => {
    const parts = wordsOf(name);
    for (const { word, parts: old, say, except } of rules) {
      if (!contains(parts, old)) continue;
      if (except.some((one) => one.in.test(file) && one.names.includes(name))) continue;
      problems.push(`${place}: ${name} bears "${word}": say ${say}`);
    }
  };
  const files = codeFiles(root);
  const seen = new Set();
  for (const file of files) {
    for (const [path, name] of pathParts(file)) {
      if (seen.has(path)) continue;
      seen.add(path);
      check(name, file, path);
    }
    walk(parse(root, file), (node) => {
      const name = declaredName(node);
      if (name === null) return;
      check(name, file, placeOf(node));
      if (isType(node) && PARTICIPLES.has(name))
        problems.push(`${placeOf(node)}: ${name} is a participle: name the type for what it is`);
    });
  }
  return { files: files.length, problems };
}

/**
 * The words of a name in camel case, kebab-case or capitals, in small letters.
 * @param {string} name
 * @returns {string[]}
 */
export function wordsOf(name) {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/**
 * @param {readonly string[]} words
 * @param {readonly string[]} sought follow each other in it
 */
const contains = (words, sought) =>
  words.some((_, start) => sought.every((word, i) => words[start + i] === word));

/**
 * The name that a node declares, without `#`; null where it declares none, or only repeats that of another.
 * @param {ts.Node} node
 */
function declaredName(node) {
  if (ts.isImportSpecifier(node)) return node.propertyName ? node.name.text : null;
  if (ts.isBindingElement(node) || ts.isParameter(node) || ts.isVariableDeclaration(node))
    return ts.isIdentifier(node.name) ? node.name.text : null;
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    isType(node) ||
    ts.isEnumMember(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isAccessor(node);
  if (!declares || node.name === undefined) return null;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text.replace(/^#/, '') : null;
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.EnumDeclaration}
 */
const isType = (node) =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isEnumDeclaration(node);

/**
 * The folders of a file and the file itself, each as its path and its bare name.
 * @param {string} file
 * @returns {[string, string][]}
 */
function pathParts(file) {
  const parts = file.split('/');
  return parts.map((part, i) => [parts.slice(0, i + 1).join('/'), part.replace(/\..*$/, '')]);
}

/**
 * @param {string} root
 * @returns {string[]} paths from the root
 */
function codeFiles(root) {
  return FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('/node_modules/'))
      .sort(),
  );
}

/**
 * @param {string} root
 * @param {string} file path from the root
 */
function parse(root, file) {
  const kind = file.endsWith('x')
    ? ts.ScriptKind.TSX
    : file.endsWith('.mjs')
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS;
  const text = readFileSync(join(root, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { files, problems } = checkNames();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error(`${problems.length} names in ${files} files bear old words`);
  else console.log(`${files} files, no name bears an old word`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
