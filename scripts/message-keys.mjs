// @ts-check
import ts from 'typescript';
import { walk } from './message-source.mjs';

/**
 * Which keys of messages code has: as a string, or by a template that may yield them (`optimizers.${id}.name`).
 * @param {Iterable<ts.SourceFile>} sources
 * @returns {(key: string) => boolean}
 */
export function keysIn(sources) {
  /** @type {Set<string>} */
  const literals = new Set();
  /** @type {Set<string>} */
  const patterns = new Set();
  for (const source of sources) {
    walk(source, (node) => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      else if (ts.isTemplateExpression(node) && /^[a-z]+\./i.test(node.head.text)) {
        const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
        patterns.add(parts.map(({ text }) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^.]+'));
      }
    });
  }
  const templates = patterns.size === 0 ? null : new RegExp(`^(?:${[...patterns].join('|')})$`);
  return (key) => literals.has(key) || (templates?.test(key) ?? false);
}
