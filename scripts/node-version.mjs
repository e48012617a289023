// @ts-check
const OLDEST = /** @type {const} */ ([20, 19]);

/**
 * Whether this version of Node can run the project, which needs 20.19 or newer.
 * @param {string} version such as `20.19.0`, without a leading v
 * @returns {boolean}
 */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Ends the process with one clear sentence where Node is too old. */
export function requireNode() {
  if (nodeIsNewEnough(process.versions.node)) return;
  console.error(
    `Node: version ${OLDEST.join('.')} or newer is needed, got ${process.versions.node}; ` +
      'install a current version from nodejs.org and try again.',
  );
  process.exit(1);
}
