// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { kernelsPlugin } from '../scripts/assembly.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', 'feeder');

/**
 * Has the page's training worker replaced by one that makes losses up, as fast as asked; before the page is opened.
 * @param {import('@playwright/test').Page} page
 * @param {{ atOnce: number, stepsPerSecond: number }} feed
 */
export async function feedPage(page, feed) {
  await build({
    configFile: false,
    root,
    publicDir: false,
    plugins: [kernelsPlugin(root)],
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'es2023',
      rollupOptions: {
        input: join(root, 'bench', 'page', 'feeder.worker.ts'),
        output: { entryFileNames: 'feeder.js' },
      },
    },
    logLevel: 'warn',
  });
  const script = await readFile(join(built, 'feeder.js'), 'utf8');
  const body = `globalThis.feed = ${JSON.stringify(feed)};\n${script}`;
  await page.route(/\/train\.worker-[\w-]+\.js$/, (route) =>
    route.fulfill({ body, contentType: 'text/javascript' }),
  );
}
