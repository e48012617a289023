// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const GLOSSARY = 'docs/glossary.md';

/**
 * The entries of the glossary, `- **Epoch** (轮次): one pass …`, by term: the Chinese term, and the meaning without markup,
 * and without its sentences about the code and other pages.
 * @param {string} text
 * @returns {Map<string, { chinese: string, meaning: string }>}
 */
export function readGlossary(text) {
  /** @type {Map<string, { chinese: string, meaning: string }>} */
  const entries = new Map();
  for (const [, term = '', chinese = '', written = ''] of text.matchAll(
    /^- \*\*(.+?)\*\* \((.+?)\): (.+(?:\n {2}.+)*)/gm,
  )) {
    const sentences = written.replaceAll(/\s+/g, ' ').split(/(?<=[.!?]) (?=[\p{Lu}*[])/u);
    const meaning = sentences
      .filter((sentence) => !sentence.startsWith('*Code*') && !sentence.includes('.md)'))
      .join(' ')
      .replaceAll(/[*`]/g, '');
    entries.set(term, { chinese, meaning: meaning.charAt(0).toUpperCase() + meaning.slice(1) });
  }
  return entries;
}

/**
 * Where messages of the area `glossary` say something else than docs/glossary.md.
 * @param {string} root
 * @param {Map<string, import('./message-source.mjs').Message>} english
 * @param {Map<string, import('./message-source.mjs').Message>} chinese
 * @returns {string[]}
 */
export function glossaryProblems(root, english, chinese) {
  const path = join(root, GLOSSARY);
  if (!existsSync(path)) return [];
  const entries = readGlossary(readFileSync(path, 'utf8'));
  /** @type {string[]} */
  const problems = [];
  for (const [key, { text: term, at }] of english) {
    if (!key.startsWith('glossary.') || !key.endsWith('.term')) continue;
    const entry = entries.get(term);
    if (entry === undefined) {
      problems.push(`${at}: ${GLOSSARY} has no entry ${term}`);
      continue;
    }
    const other = chinese.get(key);
    if (other && other.text !== entry.chinese) {
      problems.push(`${other.at}: must be ${entry.chinese} as in ${GLOSSARY}, got ${other.text}`);
    }
    const meaning = english.get(key.replace(/term$/, 'meaning'));
    if (meaning && meaning.text !== entry.meaning) {
      problems.push(`${meaning.at}: must be as in ${GLOSSARY}: ${entry.meaning}`);
    }
  }
  return problems;
}
