// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** @typedef {{ text: string, at: string }} Message text: the ICU message; at: file and line */

/**
 * The syntax tree of a file, with parents.
 * @param {string} root
 * @param {string} file path from the root
 * @returns {ts.SourceFile}
 */
export function parseFile(root, file) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    kind,
  );
}

/**
 * The TypeScript files below a folder, as paths from the root.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
export function sourceFiles(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .sort();
}

/**
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit called with the node and all below it
 */
export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/**
 * @param {ts.Node} node
 * @returns {string} `file:line`
 */
export function placeOf(node) {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/**
 * The messages of a language: `export const <area> = { … }` in each file below its folder, by key with the area in front.
 * @param {string} root
 * @param {string} language
 * @returns {{ messages: Map<string, Message>, problems: string[] }} problems: what is no object of plain strings
 */
export function readMessages(root, language) {
  /** @type {Map<string, Message>} */
  const messages = new Map();
  /** @type {string[]} */
  const problems = [];
  /**
   * @param {ts.Expression} value
   * @param {string} key
   */
  const read = (value, key) => {
    if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) read(value.expression, key);
    else if (ts.isStringLiteralLike(value)) {
      if (messages.has(key)) problems.push(`${placeOf(value)}: twice: ${key}`);
      messages.set(key, { text: value.text, at: placeOf(value) });
    } else if (ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties) {
        const name = property.name;
        if (!ts.isPropertyAssignment(property) || !name || ts.isComputedPropertyName(name)) {
          problems.push(`${placeOf(property)}: a key and a text is expected, got ${property.getText()}`);
        } else if (name.text.includes('.')) {
          problems.push(`${placeOf(property)}: a key has no dot, got ${name.text}`);
        } else read(property.initializer, `${key}.${name.text}`);
      }
    } else
      problems.push(`${placeOf(value)}: a plain string is expected, got ${value.getText().slice(0, 60)}`);
  };
  for (const file of sourceFiles(root, `src/messages/${language}`)) {
    const area = /([^/]+)\.ts$/.exec(file)?.[1];
    if (area === 'index') continue;
    walk(parseFile(root, file), (node) => {
      if (ts.isVariableDeclaration(node) && node.initializer && node.name.getText() === area) {
        read(node.initializer, area);
      }
    });
  }
  return { messages, problems };
}
