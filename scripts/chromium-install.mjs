// @ts-check
import { join } from 'node:path';
import process from 'node:process';
import { findChromium, hasVulkanLoader, thisMachine, vulkanEnvironment } from './chromium.mjs';
import { runCommand } from './command.mjs';

/**
 * @typedef {{ command: string, args: string[], mayFail?: boolean }} InstallStep
 */

/**
 * How to get what is missing, the best way first; each way is a list of steps. Without root nothing but Playwright's
 * own download is possible. The project's dependencies must be installed.
 * @param {{ root: string, isRoot: boolean, hasApt: boolean, needsChromium: boolean, needsLoader: boolean }} machine
 * @returns {InstallStep[][]}
 */
export function waysToInstall({ root, isRoot, hasApt, needsChromium, needsLoader }) {
  const packages = [
    ...(needsChromium ? ['chromium'] : []),
    ...(needsChromium || needsLoader ? ['libvulkan1'] : []),
  ];
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  /** @type {InstallStep[][]} */
  const ways = [];
  if (isRoot && hasApt && packages.length > 0) {
    ways.push([
      { command: 'apt-get', args: ['update'], mayFail: true }, // one source that is down need not matter
      { command: 'apt-get', args: ['install', '-y', ...packages] },
    ]);
  }
  if (needsChromium) {
    const withSystemLibraries = isRoot && hasApt ? ['--with-deps'] : [];
    ways.push([
      {
        command: process.execPath,
        args: [playwright, 'install', '--no-shell', ...withSystemLibraries, 'chromium'],
      },
    ]);
  }
  return ways;
}

/**
 * What is missing for Chromium and for Dawn in Node.
 * @param {import('./chromium.mjs').Machine} [machine]
 * @returns {{ chromium: string | null, needsChromium: boolean, needsLoader: boolean }}
 */
export function missingForGpu(machine = thisMachine) {
  const chromium = findChromium(machine);
  const bringsLoader = 'LD_LIBRARY_PATH' in vulkanEnvironment(chromium, machine);
  return {
    chromium,
    needsChromium: chromium === null,
    needsLoader: machine.platform === 'linux' && !hasVulkanLoader(machine) && !bringsLoader,
  };
}

/**
 * Finds a Chromium and the Vulkan loader, and installs what is missing.
 * @param {string} root of the project
 * @returns {Promise<{ chromium: string | null, failure: string | null }>} failure: what went wrong, for people
 */
export async function ensureChromium(root) {
  let missing = missingForGpu();
  const log = [];
  const isRoot = process.getuid?.() === 0;
  const hasApt = thisMachine.isFile('/usr/bin/apt-get');
  for (const steps of waysToInstall({ root, isRoot, hasApt, ...missing })) {
    for (const { command, args, mayFail } of steps) {
      const { code, output } = await runCommand(command, args, {
        cwd: root,
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      });
      if (code === 0) continue;
      log.push(`${command} ${args.join(' ')}: exit code ${code}\n${output.trim()}`);
      if (!mayFail) break;
    }
    missing = missingForGpu();
    if (!missing.needsChromium && !missing.needsLoader) break;
  }
  const { chromium, needsChromium, needsLoader } = missing;
  if (needsChromium) {
    log.push(
      'Chromium: none found that starts; install Chromium or Chrome, or set CHROMIUM to the path of one',
    );
  }
  if (needsLoader) log.push('libvulkan.so.1: not found; install the Vulkan loader (libvulkan1 on Debian)');
  return { chromium, failure: needsChromium || needsLoader ? log.join('\n') : null };
}
