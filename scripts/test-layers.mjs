// @ts-check

/** The layers of the tests; gpu runs beside those before it, e2e after all, repeat only where it is named. */
export const LAYERS = /** @type {const} */ (['check', 'unit', 'golden', 'gpu', 'e2e', 'repeat']);

/** Too long for every change: run by name, and by CI. */
const ONLY_BY_NAME = 'repeat';

/** @typedef {(typeof LAYERS)[number]} Layer */

/**
 * The layers that a command line asks for: all but `repeat` where it names none.
 * @param {readonly string[]} names
 * @returns {Layer[]} in the order of LAYERS
 * @throws where a name is no layer
 */
export function chooseLayers(names) {
  for (const name of names) {
    if (!LAYERS.some((layer) => layer === name)) {
      throw new Error(
        `npm test: unknown layer, got "${name}"; name some of ${LAYERS.join(', ')}, or none for all but ${ONLY_BY_NAME}`,
      );
    }
  }
  return LAYERS.filter((layer) => (names.length === 0 ? layer !== ONLY_BY_NAME : names.includes(layer)));
}

/**
 * Whether a layer needs Chromium: itself, or the software Vulkan driver that it brings.
 * @param {Layer} layer
 * @returns {boolean}
 */
export function needsChromium(layer) {
  return layer !== 'check' && layer !== 'unit';
}
