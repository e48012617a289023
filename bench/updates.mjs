// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const page = 'docs/optimizers.md';
const marked = /(<!-- npm run bench -- updates -->\n)[\s\S]*?(<!-- end -->)/;

/**
 * Prints what a step of every optimizer costs, and writes the table into its page. Nothing is run on a GPU.
 * @returns {Promise<boolean>} whether the page has a place for the table
 */
export async function benchUpdates() {
  const { module } = await runnerImport(at('bench/update-costs.ts'), { logLevel: 'error' });
  const { costTable, updateCosts } = /** @type {typeof import('./update-costs.ts')} */ (module);
  const table = costTable(updateCosts());
  console.log(table);
  const text = await readFile(at(page), 'utf8');
  if (!marked.test(text)) {
    console.error(
      `${page}: has no place for the table between <!-- npm run bench -- updates --> and <!-- end -->`,
    );
    return false;
  }
  await writeFile(
    at(page),
    text.replace(marked, (_, before, after) => `${before}\n${table}\n\n${after}`),
  );
  console.log(`\n${page}`);
  return true;
}
