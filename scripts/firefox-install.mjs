// @ts-check
import { thisMachine } from './chromium.mjs';
import { findFirefox, findLlvmpipe } from './firefox.mjs';
import { aptSteps, installBy, systemRights } from './system-install.mjs';

/**
 * What is missing for the page in Firefox.
 * @param {import('./chromium.mjs').Machine} [machine]
 * @returns {{ firefox: string | null, needsFirefox: boolean, needsDriver: boolean }}
 */
export function missingForFirefox(machine = thisMachine) {
  const firefox = findFirefox(machine);
  return {
    firefox,
    needsFirefox: firefox === null,
    needsDriver: machine.platform === 'linux' && findLlvmpipe(machine) === null,
  };
}

/**
 * How to get what is missing: Debian's packages, or no way at all without root and apt.
 * @param {{ isRoot: boolean, hasApt: boolean, needsFirefox: boolean, needsDriver: boolean }} machine
 * @returns {import('./system-install.mjs').InstallStep[][]}
 */
export function waysToInstallFirefox({ isRoot, hasApt, needsFirefox, needsDriver }) {
  const packages = [
    ...(needsFirefox ? ['firefox-esr'] : []),
    ...(needsDriver ? ['mesa-vulkan-drivers'] : []),
  ];
  return isRoot && hasApt && packages.length > 0 ? [aptSteps(packages)] : [];
}

/**
 * What to do about what is missing, for people.
 * @param {{ needsFirefox: boolean, needsDriver: boolean }} missing
 * @returns {string[]}
 */
export function adviceForFirefox({ needsFirefox, needsDriver }) {
  return [
    ...(needsFirefox
      ? [
          'Firefox: none found that starts; install it (firefox-esr on Debian), or set FIREFOX to the path of one',
        ]
      : []),
    ...(needsDriver
      ? ["lvp_icd.json: not found; install Mesa's Vulkan drivers (mesa-vulkan-drivers on Debian)"]
      : []),
  ];
}

/**
 * Finds a Firefox and the software Vulkan driver, and installs what is missing.
 * @param {string} root of the project
 * @returns {Promise<{ firefox: string | null, failure: string | null }>} failure: what went wrong, for people
 */
export async function ensureFirefox(root) {
  let missing = missingForFirefox();
  const log = await installBy(waysToInstallFirefox({ ...systemRights(), ...missing }), {
    root,
    isComplete: () => {
      missing = missingForFirefox();
      return !missing.needsFirefox && !missing.needsDriver;
    },
  });
  const advice = adviceForFirefox(missing);
  return { firefox: missing.firefox, failure: advice.length > 0 ? [...log, ...advice].join('\n') : null };
}
