// @ts-check
/** The lines of Node that the dependencies support, each from which minor version on. */
const LINES = /** @type {const} */ ([
  [20, 19],
  [22, 12],
]);
const FROM = 24;

/**
 * Whether this version of Node can run the project: 20.19 or later of 20, 22.12 or later of 22, and 24 on.
 * @param {string} version such as `20.19.0`, without a leading v
 * @returns {boolean}
 */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= FROM || LINES.some(([line, from]) => major === line && minor >= from);
}

/** Ends the process with one clear sentence where Node is none of these. */
export function requireNode() {
  if (nodeIsNewEnough(process.versions.node)) return;
  console.error(
    `Node: ${LINES.map((line) => line.join('.')).join(' or ')} or later of these lines, or ${FROM} and up, is needed, got ${process.versions.node}; ` +
      'install a current version from nodejs.org and try again.',
  );
  process.exit(1);
}
