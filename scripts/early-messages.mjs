// @ts-check
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { keysIn } from './message-keys.mjs';
import { parseFile } from './message-source.mjs';

const ENTRY = 'src/main.tsx';

/**
 * Texts that the first page may have to say before they are there: of errors, which are rare. It is drawn again once they
 * are (`ui/kit/language.ts`).
 */
export const MAY_COME_LATE = /^errors\./;
/** Modules that say texts, by their path. */
export const SAYS_TEXTS = /\bsrc\/(?:ui|messages)\/(?!(?:en|zh)\/)/;

/**
 * What a module imports when it is loaded: its relative imports but those of types and those by `import()`.
 * @param {ts.SourceFile} source
 * @returns {string[]} paths from the root
 */
function staticImports(source) {
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) return [];
    const isOfTypes = isImport ? statement.importClause?.isTypeOnly : statement.isTypeOnly;
    const from = statement.moduleSpecifier;
    if (isOfTypes || from === undefined || !ts.isStringLiteral(from) || !/^\..*\.tsx?$/.test(from.text))
      return [];
    return [posix.join(posix.dirname(source.fileName), from.text)];
  });
}

/**
 * The modules that are loaded before the page is drawn: the entry, and all that it imports. The build has no more of them.
 * @param {string} root
 * @returns {ts.SourceFile[]} none where there is no entry
 */
function startupModules(root) {
  /** @type {Map<string, ts.SourceFile>} */
  const modules = new Map();
  const waiting = existsSync(join(root, ENTRY)) ? [ENTRY] : [];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (modules.has(file)) continue;
    const source = parseFile(root, file);
    modules.set(file, source);
    waiting.push(...staticImports(source));
  }
  return [...modules.values()];
}

/**
 * Texts that are loaded with deferred parts, but that a module has which is loaded before: it would show the key. The build
 * looks for them too, in what is left of the modules (`bundle.mjs`).
 * @param {string} root
 * @param {ReadonlyMap<string, import('./message-source.mjs').Message>} messages
 * @returns {string[]} a line for each
 */
export function earlyMessages(root, messages) {
  const modules = startupModules(root)
    .filter(({ fileName }) => SAYS_TEXTS.test(fileName))
    .map((source) => ({ file: source.fileName, has: keysIn([source]) }));
  return [...messages].flatMap(([key, { at }]) => {
    if (!at.includes('/deferred/') || MAY_COME_LATE.test(key)) return [];
    const module = modules.find(({ has }) => has(key));
    return module
      ? [`${at}: said by the first page, move it out of deferred/: ${key} in ${module.file}`]
      : [];
  });
}
