// @ts-check
// npm run downhill -- verify [result.json]
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { kernelsPlugin } from './assembly.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
const root = new URL('..', import.meta.url);

/** Reads the sources, which Node cannot by itself, for as long as the command runs. */
const vite = await createServer({
  configFile: false,
  root: fileURLToPath(root),
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  plugins: [kernelsPlugin(fileURLToPath(root))],
});

/** @returns {Promise<import('../src/cli/command.ts').Bits>} */
async function readBits() {
  const module = await vite.ssrLoadModule('/tests/golden/bits.ts');
  const { bitDigests } = /** @type {typeof import('../tests/golden/bits.ts')} */ (module);
  const recorded = await readFile(new URL('tests/golden/data/wasm-bits.json', root), 'utf8');
  return { recorded: JSON.parse(recorded), digests: bitDigests() };
}

/** On a terminal the line of the progress is written anew; elsewhere there is none. @param {string | null} line */
function showProgress(line) {
  const { stderr } = process;
  if (!stderr.isTTY) return;
  stderr.cursorTo(0);
  stderr.write((line ?? '').slice(0, stderr.columns - 1));
  stderr.clearLine(1);
}

try {
  const module = await vite.ssrLoadModule('/src/cli/main.ts');
  const { main } = /** @type {typeof import('../src/cli/main.ts')} */ (module);
  process.exitCode = await main(process.argv.slice(2), {
    print: (line) => console.log(line),
    showProgress,
    environment: process.env,
    dataUrl: new URL('public/data/', root),
    readBits,
  });
} finally {
  await vite.close();
}
// a run whose verdict is known need not come to its end
process.stdout.write('', () => process.exit());
