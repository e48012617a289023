// @ts-check
// Writes public/schema/experiment.v2.json from the runtime schema in src/experiment/schema.ts.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { module } = await runnerImport(at('src/experiment/schema.ts'), { logLevel: 'error' });
const schema = /** @type {{ experimentJsonSchema(): object }} */ (module).experimentJsonSchema();
writeFileSync(at('public/schema/experiment.v2.json'), `${JSON.stringify(schema, null, 2)}\n`);
