// @ts-check
import compile from 'icu-minify/compile';
import ts from 'typescript';
import { walk } from './message-source.mjs';

/** The files that hold the messages of a language. */
export const MESSAGE_FILE = /\/src\/messages\/[a-z]{2}\/(?:deferred\/)?[a-z]+\.ts$/;

/**
 * Compiles the ICU messages of a file into the arrays that `use-intl/format-message/format-only` reads, so that the built
 * page needs no parser of ICU. A message without parameters stays a string.
 * @param {string} code `export const <area> = { … }` with plain strings
 * @returns {string}
 * @throws where a message is not ICU
 */
export function compileMessages(code) {
  const source = ts.createSourceFile('messages.ts', code, ts.ScriptTarget.Latest, true);
  /** @type {{ from: number, to: number, text: string }[]} */
  const edits = [];
  walk(source, (node) => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer)) {
      const { initializer } = node;
      const text = JSON.stringify(compile(initializer.text));
      edits.push({ from: initializer.getStart(), to: initializer.getEnd(), text });
    }
  });
  return edits.reduceRight((done, { from, to, text }) => done.slice(0, from) + text + done.slice(to), code);
}
