// @ts-check
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chineseProblems } from './chinese.mjs';
import { earlyMessages } from './early-messages.mjs';
import { glossaryProblems } from './glossary.mjs';
import { keysIn } from './message-keys.mjs';
import { parametersOf } from './message-parameters.mjs';
import { parseFile, readMessages, sourceFiles } from './message-source.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const FIRST = 'en';
const OTHERS = ['zh'];

/**
 * Checks that each language has the keys of English with the same parameters, that code uses every key, that the first page
 * says no text that is loaded later, and that terms are explained as in the glossary of the documents.
 * A key counts as used where src has it as a string, or a template that may yield it (`optimizers.${id}.name`).
 * @param {string} [root]
 * @returns {{ keys: number, problems: string[] }}
 */
export function checkMessages(root = projectRoot) {
  const first = readMessages(root, FIRST);
  const problems = [...first.problems];
  const code = sourceFiles(root, 'src').filter((file) => !/^src\/messages\/[a-z]+\//.test(file));
  const isUsed = keysIn(code.map((file) => parseFile(root, file)));
  for (const [key, { at }] of first.messages) {
    if (!isUsed(key)) problems.push(`${at}: unused: no code has the key ${key}`);
  }
  problems.push(...earlyMessages(root, first.messages));
  const expected = parametersByKey(first.messages, problems);
  for (const language of OTHERS) {
    const { messages, problems: unread } = readMessages(root, language);
    problems.push(...unread, ...glossaryProblems(root, first.messages, messages));
    for (const [key, { at }] of first.messages) {
      if (!messages.has(key)) problems.push(`${at}: missing in ${language}: ${key}`);
    }
    for (const [key, { at }] of messages) {
      if (!first.messages.has(key)) problems.push(`${at}: missing in ${FIRST}: ${key}`);
    }
    for (const [key, parameters] of parametersByKey(messages, problems)) {
      const { text = '', at = '' } = messages.get(key) ?? {};
      if (language === 'zh') problems.push(...chineseProblems(text).map((what) => `${at}: ${key}: ${what}`));
      const expectedParameters = expected.get(key);
      if (expectedParameters !== undefined && parameters !== expectedParameters) {
        problems.push(
          `${at}: other parameters: ${key} has ${parameters || 'none'}, in ${FIRST} ${expectedParameters || 'none'}`,
        );
      }
    }
  }
  return { keys: first.messages.size, problems };
}

/**
 * @param {Map<string, import('./message-source.mjs').Message>} messages
 * @param {string[]} problems gets what is not ICU
 * @returns {Map<string, string>} the parameters of each, written out in order
 */
function parametersByKey(messages, problems) {
  /** @type {Map<string, string>} */
  const byKey = new Map();
  for (const [key, { text, at }] of messages) {
    try {
      const parameters = [...parametersOf(text)].map(([name, kind]) => `${name}: ${kind}`);
      byKey.set(key, parameters.sort().join('; '));
    } catch (error) {
      problems.push(`${at}: not an ICU message: ${key}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return byKey;
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { keys, problems } = checkMessages();
  for (const line of problems) console.log(line);
  console.log(`${keys} messages, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
