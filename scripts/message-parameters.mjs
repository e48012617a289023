// @ts-check
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** @typedef {import('@formatjs/icu-messageformat-parser').MessageFormatElement} Element */

/**
 * The parameters of an ICU message, each with what it has to be: `text`, `number`, `tag`, or for a choice its options.
 * @param {string} message
 * @returns {Map<string, string>}
 * @throws SyntaxError where the message is not ICU, or has a date or a time, which are made into text beforehand
 */
export function parametersOf(message) {
  /** @type {Map<string, string>} */
  const parameters = new Map();
  /** @param {string} name @param {string} kind */
  const add = (name, kind) => {
    const other = parameters.get(name);
    if (other !== undefined && other !== kind) {
      throw new SyntaxError(`{${name}} is a ${other} in one place and a ${kind} in another`);
    }
    parameters.set(name, kind);
  };
  /** @param {readonly Element[]} elements */
  const read = (elements) => {
    for (const element of elements) {
      switch (element.type) {
        case TYPE.argument:
          add(element.value, 'text');
          break;
        case TYPE.number:
          if (element.style)
            throw new SyntaxError(`{${element.value}} has a style; make it a text with t.format`);
          add(element.value, 'number');
          break;
        case TYPE.plural:
          add(element.value, 'number');
          for (const { value } of Object.values(element.options)) read(value);
          break;
        case TYPE.select:
          add(element.value, `choice of ${Object.keys(element.options).sort().join(', ')}`);
          for (const { value } of Object.values(element.options)) read(value);
          break;
        case TYPE.tag:
          add(`<${element.value}>`, 'tag');
          read(element.children);
          break;
        case TYPE.date:
        case TYPE.time:
          throw new SyntaxError(
            `{${element.value}} is a ${element.type === TYPE.date ? 'date' : 'time'}; make it a text first`,
          );
      }
    }
  };
  read(parse(message));
  return parameters;
}
