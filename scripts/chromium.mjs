// @ts-check
import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import process from 'node:process';

/**
 * What the search asks of a machine; tests put a made-up one in its place.
 * @typedef {object} Machine
 * @property {string} platform as in `process.platform`
 * @property {string} home
 * @property {Record<string, string | undefined>} env
 * @property {(path: string) => boolean} isFile
 * @property {(folder: string) => string[]} list names in a folder, none where it does not exist
 * @property {(path: string) => string} realPath with links followed
 * @property {(executable: string) => boolean} starts whether it can be run at all
 */

const DRIVER = 'vk_swiftshader_icd.json';

/** @type {Machine} */
export const thisMachine = {
  platform: process.platform,
  home: homedir(),
  env: process.env,
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  list: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  realPath: (path) => realpathSync(path),
  // On Windows, chrome.exe --version opens a window instead of printing.
  starts: (executable) =>
    process.platform === 'win32' ||
    spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0,
};

/**
 * A Chromium or Chrome for the tests: CHROMIUM, else the first on PATH, in its usual place or in Playwright's cache
 * that starts and, on Linux, brings the software Vulkan driver the tests run on.
 * @param {Machine} [machine]
 * @returns {string | null} path of the executable
 * @throws where CHROMIUM names no file
 */
export function findChromium(machine = thisMachine) {
  const chosen = machine.env.CHROMIUM;
  if (chosen) {
    if (machine.isFile(chosen)) return chosen;
    throw new Error(`CHROMIUM: no such file, got "${chosen}"; give the path of an executable, or unset it`);
  }
  const usable = chromiumCandidates(machine).find(
    (path) =>
      machine.isFile(path) &&
      (machine.platform !== 'linux' || findVulkanDriver(path, machine) !== null) &&
      machine.starts(path),
  );
  return usable ?? null;
}

/**
 * Where a Chromium can be, the best place first.
 * @param {Machine} machine
 * @returns {string[]}
 */
function chromiumCandidates(machine) {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/usr/bin/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...[machine.env.PROGRAMFILES, machine.env['PROGRAMFILES(X86)'], machine.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
    ...playwrightCandidates(machine),
  ];
}

/**
 * The full browsers in Playwright's cache, newest first. Its headless shell is left out: nobody opens the page in it.
 * @param {Machine} machine
 * @returns {string[]}
 */
function playwrightCandidates(machine) {
  const cache =
    machine.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(machine.home, 'Library', 'Caches', 'ms-playwright'),
      win32: join(machine.env.LOCALAPPDATA ?? machine.home, 'ms-playwright'),
    }[machine.platform] ??
    join(machine.env.XDG_CACHE_HOME ?? join(machine.home, '.cache'), 'ms-playwright');
  const inside = [
    'chrome',
    'chrome.exe',
    join('Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'),
    join('Chromium.app', 'Contents', 'MacOS', 'Chromium'),
  ];
  return machine
    .list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => machine.list(join(cache, name)).map((folder) => join(cache, name, folder)))
    .flatMap((folder) => inside.map((file) => join(folder, file)));
}

/**
 * The description of the software Vulkan driver (SwiftShader) that comes with a Chromium on Linux. A distribution's
 * executable can be a script in /usr/bin while the browser itself lies elsewhere.
 * @param {string} executable
 * @param {Machine} [machine]
 * @returns {string | null} path of vk_swiftshader_icd.json
 */
export function findVulkanDriver(executable, machine = thisMachine) {
  const real = machine.realPath(executable);
  const names = [basename(executable), basename(real), 'chromium', 'chromium-browser'];
  const folders = [
    dirname(real),
    ...names.flatMap((name) => [`/usr/lib/${name}`, `/usr/lib64/${name}`, `/usr/share/${name}`]),
    '/opt/google/chrome',
    '/snap/chromium/current/usr/lib/chromium-browser',
  ];
  const holder = folders.find((folder) => machine.isFile(join(folder, DRIVER)));
  return holder === undefined ? null : join(holder, DRIVER);
}

/**
 * Whether the dynamic linker finds libvulkan.so.1, which Dawn loads in Node on Linux.
 * @param {Machine} [machine]
 * @returns {boolean}
 */
export function hasVulkanLoader(machine = thisMachine) {
  const libraryPaths = (machine.env.LD_LIBRARY_PATH ?? '').split(':').filter((folder) => folder !== '');
  const roots = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'];
  const folders = [
    ...libraryPaths,
    ...roots,
    ...roots.flatMap((root) => ['x86_64', 'aarch64'].map((cpu) => `${root}/${cpu}-linux-gnu`)),
  ];
  return folders.some((folder) => machine.isFile(join(folder, 'libvulkan.so.1')));
}

/**
 * The environment in which Dawn in Node finds the same software adapter as Chromium. Elsewhere than on Linux it is
 * empty: there Dawn uses the system's own graphics interface.
 * @param {string | null} executable a Chromium, or null where there is none
 * @param {Machine} [machine]
 * @returns {Record<string, string>} LD_LIBRARY_PATH counts only if it is set before Node starts
 */
export function vulkanEnvironment(executable, machine = thisMachine) {
  if (machine.platform !== 'linux' || executable === null) return {};
  const driver = findVulkanDriver(executable, machine);
  if (driver === null) return {};
  const folder = dirname(driver);
  const needsLoader = !hasVulkanLoader(machine) && machine.isFile(join(folder, 'libvulkan.so.1'));
  return {
    VK_ICD_FILENAMES: driver,
    ...(needsLoader && { LD_LIBRARY_PATH: [folder, machine.env.LD_LIBRARY_PATH].filter(Boolean).join(':') }),
  };
}
