// @ts-check
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { noticeForOthers, readAddress } from './address.mjs';
import { formatDuration, runCommand } from './command.mjs';
import { installDependencies, missingDependencies } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { openBrowser } from './open-browser.mjs';
import { serveFolder } from './serve.mjs';

requireNode();
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} title
 * @param {() => Promise<import('./command.mjs').CommandResult>} step
 */
async function doStep(title, step) {
  console.log(`${title} …`);
  const { code, output, elapsedMs } = await step();
  if (code !== 0) throw new Error(`${output.trim()}\n\n${title}: failed with exit code ${code}, see above`);
  console.log(`  done in ${formatDuration(elapsedMs)}`);
}

async function main() {
  if (process.argv.length > 2) {
    throw new Error(
      `npm start: takes no arguments, got "${process.argv.slice(2).join(' ')}"; ` +
        'set HOST, PORT or BROWSER=none in the environment instead',
    );
  }
  const { host, port } = readAddress(process.env);
  const reason = missingDependencies(root);
  if (reason !== null)
    await doStep(`Installing the locked dependencies (${reason})`, () => installDependencies(root));
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await doStep('Building the page', () => runCommand(process.execPath, [vite, 'build'], { cwd: root }));

  const server = await serveFolder({ root: join(root, 'dist'), host, port });
  if (port !== 0 && server.port !== port) console.log(`Port ${port} is taken; using ${server.port}.`);
  console.log(`\nDownhill is at ${server.url}`);
  for (const line of noticeForOthers(host, server.port)) console.log(line);
  console.log('Ctrl-C stops it.');
  openBrowser(server.url);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      console.log('\nStopped.');
      void server.close().then(() => process.exit(0));
    });
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
