import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { kernelsPlugin } from '../../../scripts/assembly.mjs';
import { serveFolder } from '../../../scripts/serve.mjs';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const root = pathOf('../../..');

/** Builds the page of the golden runs, and serves it. */
export async function serveGolden(): Promise<{ url: string; close: () => Promise<void> }> {
  const outDir = pathOf('../../../.cache/golden-page');
  await build({
    configFile: false,
    logLevel: 'error',
    root: pathOf('.'),
    resolve: { alias: { 'node:fs': pathOf('files.ts') } },
    plugins: [kernelsPlugin(root)],
    worker: { format: 'es', plugins: () => [kernelsPlugin(root)] },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  });
  return serveFolder({ root: outDir });
}
