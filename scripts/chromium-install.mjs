// @ts-check
import { join } from 'node:path';
import process from 'node:process';
import { findChromium, hasVulkanLoader, thisMachine, vulkanEnvironment } from './chromium.mjs';
import { aptSteps, installBy, systemRights } from './system-install.mjs';

/** @typedef {import('./system-install.mjs').InstallStep} InstallStep */

/**
 * How to get what is missing, the best way first; each way is a list of steps. Without root nothing but Playwright's
 * own download is possible. The project's dependencies must be installed.
 * @param {{ root: string, isRoot: boolean, hasApt: boolean, needsChromium: boolean, needsLoader: boolean }} machine
 * @returns {InstallStep[][]}
 */
export function installCommands({ root, isRoot, hasApt, needsChromium, needsLoader }) {
  const packages = [
    ...(needsChromium ? ['chromium'] : []),
    ...(needsChromium || needsLoader ? ['libvulkan1'] : []),
  ];
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  /** @type {InstallStep[][]} */
  const commands = [];
  if (isRoot && hasApt && packages.length > 0) {
    commands.push(aptSteps(packages));
  }
  if (needsChromium) {
    const withSystemLibraries = isRoot && hasApt ? ['--with-deps'] : [];
    commands.push([
      {
        command: process.execPath,
        args: [playwright, 'install', '--no-shell', ...withSystemLibraries, 'chromium'],
      },
    ]);
  }
  return commands;
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
  const log = await installBy(installCommands({ root, ...systemRights(), ...missing }), {
    root,
    isComplete: () => {
      missing = missingForGpu();
      return !missing.needsChromium && !missing.needsLoader;
    },
  });
  const { chromium, needsChromium, needsLoader } = missing;
  if (needsChromium) {
    log.push(
      'Chromium: none found that starts; install Chromium or Chrome, or set CHROMIUM to the path of one',
    );
  }
  if (needsLoader) log.push('libvulkan.so.1: not found; install the Vulkan loader (libvulkan1 on Debian)');
  return { chromium, failure: needsChromium || needsLoader ? log.join('\n') : null };
}
