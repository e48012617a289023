import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createFormatter } from 'use-intl/core';
import formatCompiled from 'use-intl/format-message/format-only';
import { describe, expect, it } from 'vitest';
import { compileMessages, MESSAGE_FILE } from '../../../scripts/compile-messages.mjs';
import { parametersOf } from '../../../scripts/message-parameters.mjs';
import { en, zh } from '../../support/translator.ts';

const folder = fileURLToPath(new URL('../../../src/messages/', import.meta.url));

/** The values of an object literal by the way to them. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, of]) => leaves(of, path === '' ? key : `${path}.${key}`));
}

/** Values for the parameters of a message: a number where one decides, each choice where there is one. */
function argumentsFor(message: string): Record<string, unknown>[] {
  const parameters = [...parametersOf(message)];
  const choices = Math.max(1, ...parameters.map(([, kind]) => kind.split(',').length));
  const numbers = [0, 1, 2, 1234];
  return Array.from({ length: Math.max(choices, numbers.length) }, (_, i) =>
    Object.fromEntries(
      parameters.map(([name, kind]) => {
        if (kind === 'number') return [name, numbers[i % numbers.length]];
        if (kind === 'tag') return [name.slice(1, -1), (parts: unknown) => `<${String(parts)}>`];
        const options = kind.replace(/^choice of /, '').split(', ');
        return [name, kind.startsWith('choice') ? options[i % options.length] : `text ${i}`];
      }),
    ),
  );
}

describe('compiled messages', () => {
  it.each(['en', 'zh'] as const)('say the same as parsed ones, every message of %s', async (language) => {
    const t = { en, zh }[language];
    const locale = { en: 'en', zh: 'zh-CN' }[language];
    let compared = 0;
    for (const file of readdirSync(`${folder}${language}`, { recursive: true, encoding: 'utf8' })) {
      const area = /(\w+)\.ts$/.exec(file)?.[1];
      if (area === undefined || area === 'index') continue;
      const path = `${folder}${language}/${file}`;
      expect(path).toMatch(MESSAGE_FILE);
      const code = compileMessages(readFileSync(path, 'utf8'));
      const literal = code.slice(code.indexOf('= {') + 2).replace(/\}[^}]*$/, '}');
      const compiled = leaves(new Function(`return ${literal}`)());
      const parsed = new Map(leaves((await import(path))[area]));
      expect(compiled.map(([key]) => key)).toEqual([...parsed.keys()]);
      for (const [key, message] of compiled) {
        for (const values of argumentsFor(String(parsed.get(key)))) {
          const context = [key, message, values, { locale, formatters }] as unknown as Parameters<
            typeof formatCompiled
          >;
          const rich = t.rich as (key: string, values: object) => unknown;
          expect(String(formatCompiled(...context))).toBe(String(rich(`${area}.${key}`, values)));
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1600);
  });
});

const whole = { format: (value: number) => en.format.whole(value) };
const formatters = {
  getNumberFormat: () => whole,
  getPluralRules: (locale: string, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
  getDateTimeFormat: createFormatter,
};
