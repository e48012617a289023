// @ts-check
import { delimiter, join } from 'node:path';
import { thisMachine } from './chromium.mjs';

/** @typedef {import('./chromium.mjs').Machine} Machine */

/** WebGPU in the page and its workers, also where Firefox has it off or does not trust the driver. */
export const WEBGPU_PREFERENCES = Object.freeze({
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.force-enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
});

/**
 * A Firefox for the tests: FIREFOX, else the first on PATH or in its usual place that starts.
 * @param {Machine} [machine]
 * @returns {string | null} path of the executable
 * @throws where FIREFOX names no file
 */
export function findFirefox(machine = thisMachine) {
  const chosen = machine.env.FIREFOX;
  if (chosen) {
    if (machine.isFile(chosen)) return chosen;
    throw new Error(`FIREFOX: no such file, got "${chosen}"; give the path of an executable, or unset it`);
  }
  return firefoxCandidates(machine).find((path) => machine.isFile(path) && machine.starts(path)) ?? null;
}

/**
 * Where a Firefox can be, the best place first.
 * @param {Machine} machine
 * @returns {string[]}
 */
function firefoxCandidates({ env }) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => join(folder, name))),
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...[env.PROGRAMFILES, env['PROGRAMFILES(X86)']]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
  ];
}

/**
 * The description of Mesa's software Vulkan driver (llvmpipe), whose name has the CPU in it or not, by version.
 * @param {Machine} [machine]
 * @returns {string | null} path of lvp_icd.json or lvp_icd.<CPU>.json
 */
export function findLlvmpipe(machine = thisMachine) {
  const folders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];
  const files = folders.flatMap((folder) => machine.list(folder).map((name) => ({ folder, name })));
  const driverFile = files.find(({ name }) => /^lvp_icd(\.\w+)?\.json$/.test(name));
  return driverFile === undefined ? null : join(driverFile.folder, driverFile.name);
}

/**
 * The environment in which Firefox's WebGPU runs on llvmpipe. Elsewhere than on Linux it is empty: there Firefox uses
 * the system's own graphics interface.
 * @param {Machine} [machine]
 * @returns {Record<string, string>}
 */
export function firefoxEnvironment(machine = thisMachine) {
  const driver = machine.platform === 'linux' ? findLlvmpipe(machine) : null;
  return driver === null ? {} : { VK_ICD_FILENAMES: driver };
}
