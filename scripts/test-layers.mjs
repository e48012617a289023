// @ts-check

/** The layers of the tests; gpu runs beside those before it, e2e after all. */
export const LAYERS = /** @type {const} */ (['check', 'unit', 'golden', 'gpu', 'e2e']);

/** @typedef {(typeof LAYERS)[number]} Layer */

/**
 * The layers that a command line asks for: all of them where it names none.
 * @param {readonly string[]} names
 * @returns {Layer[]} in the order of LAYERS
 * @throws where a name is no layer
 */
export function chooseLayers(names) {
  for (const name of names) {
    if (!LAYERS.some((layer) => layer === name)) {
      throw new Error(
        `npm test: unknown layer, got "${name}"; name some of ${LAYERS.join(', ')}, or none for all`,
      );
    }
  }
  return LAYERS.filter((layer) => names.length === 0 || names.includes(layer));
}

/**
 * Whether a layer needs Chromium: itself, or the software Vulkan driver that it brings.
 * @param {Layer} layer
 * @returns {boolean}
 */
export function needsChromium(layer) {
  return layer === 'golden' || layer === 'gpu' || layer === 'e2e';
}
