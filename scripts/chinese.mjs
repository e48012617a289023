// @ts-check
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** How Chinese is set, as CONTRIBUTING.md says. @type {readonly [RegExp, string][]} */
const RULES = [
  [/\p{Script=Han}[,;:!?.](?!\d)/u, 'a half-width mark after Chinese'],
  [/\p{Script=Han}\(|\)\p{Script=Han}/u, 'a half-width bracket beside Chinese'],
  [/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}/u, 'no space between Chinese and Latin'],
  [/\s[，。：；？！（）、]|[，。：；？！（）、]\s/u, 'a space beside a full-width mark'],
  [/"/, 'straight quotes'],
  [/您/, '您, which addresses somebody'],
];

/**
 * What is set otherwise than the rules for Chinese have it.
 * @param {string} message an ICU message
 * @returns {string[]} each as a few words and the text it is in
 */
export function chineseProblems(message) {
  return textsOf(parse(message)).flatMap((text) =>
    RULES.filter(([rule]) => rule.test(text)).map(([, what]) => `${what}: ${text.trim()}`),
  );
}

/**
 * @param {readonly import('@formatjs/icu-messageformat-parser').MessageFormatElement[]} elements
 * @returns {string[]} what stands between the parameters
 */
function textsOf(elements) {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
        return [element.value];
      case TYPE.plural:
      case TYPE.select:
        return Object.values(element.options).flatMap(({ value }) => textsOf(value));
      case TYPE.tag:
        return textsOf(element.children);
      default:
        return [];
    }
  });
}
