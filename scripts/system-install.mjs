// @ts-check
import process from 'node:process';
import { thisMachine } from './chromium.mjs';
import { runCommand } from './command.mjs';

/**
 * @typedef {{ command: string, args: string[], mayFail?: boolean }} InstallStep
 */

/** Whether packages of the system can be installed: `isRoot` and `hasApt`. */
export function systemRights() {
  return { isRoot: process.getuid?.() === 0, hasApt: thisMachine.isFile('/usr/bin/apt-get') };
}

/**
 * Installs packages of Debian and its kin.
 * @param {string[]} packages
 * @returns {InstallStep[]}
 */
export function aptSteps(packages) {
  return [
    { command: 'apt-get', args: ['update'], mayFail: true }, // one source that is down need not matter
    { command: 'apt-get', args: ['install', '-y', ...packages] },
  ];
}

/**
 * Takes one way after the other until nothing is missing.
 * @param {InstallStep[][]} ways each a list of steps
 * @param {{ root: string, isComplete: () => boolean }} options isComplete: asked after each way
 * @returns {Promise<string[]>} what went wrong on the way, for people
 */
export async function installBy(ways, { root, isComplete }) {
  const log = [];
  for (const steps of ways) {
    for (const { command, args, mayFail } of steps) {
      const { code, output } = await runCommand(command, args, {
        cwd: root,
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      });
      if (code === 0) continue;
      log.push(`${command} ${args.join(' ')}: exit code ${code}\n${output.trim()}`);
      if (!mayFail) break;
    }
    if (isComplete()) break;
  }
  return log;
}
