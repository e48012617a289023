// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runCommand } from './command.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages folder of each package, by its path from the root
 */

/**
 * Why the installed packages are not the locked ones, or null where they are. Optional packages may be absent:
 * npm leaves out those of other platforms.
 * @param {LockedPackages} locked
 * @param {LockedPackages | null} installed null where nothing was installed, or not to the end
 * @returns {string | null}
 */
export function installReason(locked, installed) {
  if (installed === null) return 'none are installed';
  const paths = new Set([...Object.keys(locked), ...Object.keys(installed)]);
  paths.delete(''); // the project itself
  for (const path of paths) {
    const lockedEntry = locked[path];
    const installedEntry = installed[path];
    if (lockedEntry?.optional && installedEntry === undefined) continue;
    if (
      lockedEntry?.version !== installedEntry?.version ||
      lockedEntry?.integrity !== installedEntry?.integrity
    ) {
      return `package-lock.json has changed at ${path.replace(/^.*node_modules\//, '')}`;
    }
  }
  return null;
}

/**
 * Why the dependencies of the project at `root` must be installed, or null where they are complete.
 * @param {string} root
 * @returns {string | null}
 * @throws where package-lock.json is missing or no JSON
 */
export function missingDependencies(root) {
  const record = join(root, 'node_modules', '.package-lock.json'); // npm writes it last
  return installReason(
    readPackages(join(root, 'package-lock.json')),
    existsSync(record) ? readPackages(record) : null,
  );
}

/**
 * @param {string} lockFile
 * @returns {LockedPackages}
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Installs the locked dependencies with `npm ci`. No package's own install script is run: none is needed.
 * @param {string} root
 * @param {(text: string) => void} [onOutput]
 * @returns {Promise<import('./command.mjs').CommandResult>}
 */
export function installDependencies(root, onOutput) {
  const options = { cwd: root, ...(onOutput && { onOutput }) };
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-progress'];
  const npm = process.env.npm_execpath; // set where npm itself started us
  if (npm?.endsWith('.js')) return runCommand(process.execPath, [npm, ...args], options);
  return process.platform === 'win32'
    ? runCommand('cmd.exe', ['/d', '/c', 'npm', ...args], options)
    : runCommand('npm', args, options);
}
