// @ts-check
// Writes public/schema/experiment.v2.json from the runtime schema in src/experiment/schema.ts.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { readMessages } from './message-source.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * A JSON schema in English: each description that is the key of a message is replaced by its text.
 * @param {unknown} schema
 * @param {ReadonlyMap<string, { readonly text: string }>} [messages]
 * @returns {unknown}
 */
export function describedSchema(schema, messages = readMessages(projectRoot, 'en').messages) {
  if (Array.isArray(schema)) return schema.map((item) => describedSchema(item, messages));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === 'description' && typeof value === 'string'
        ? [key, messages.get(value)?.text ?? value]
        : [key, describedSchema(value, messages)],
    ),
  );
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
  const { module } = await runnerImport(at('src/experiment/schema.ts'), { logLevel: 'error' });
  const schema = /** @type {{ experimentJsonSchema(): object }} */ (module).experimentJsonSchema();
  writeFileSync(
    at('public/schema/experiment.v2.json'),
    `${JSON.stringify(describedSchema(schema), null, 2)}\n`,
  );
}
