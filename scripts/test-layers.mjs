// @ts-check

/** The layers of the tests, in their order; gpu runs beside those before it. */
export const LAYERS = /** @type {const} */ (['check', 'unit', 'golden', 'gpu', 'e2e', 'firefox', 'repeat']);

/** Too long for every change, or in need of more than Node and Chromium: run by name, and by `all`. */
const ONLY_BY_NAME = /** @type {readonly string[]} */ (['firefox', 'repeat']);

/** Stands for every layer there is. */
const ALL = 'all';

/** @typedef {(typeof LAYERS)[number]} Layer */

/**
 * The layers that a command line asks for: where it names none, those that a change is tried by.
 * @param {readonly string[]} names
 * @returns {Layer[]} in the order of LAYERS
 * @throws where a name is no layer
 */
export function chooseLayers(names) {
  for (const name of names) {
    if (name !== ALL && !LAYERS.some((layer) => layer === name)) {
      throw new Error(
        `npm test: unknown layer, got "${name}"; name some of ${LAYERS.join(', ')}, or ${ALL} for every one, or none for all but ${ONLY_BY_NAME.join(' and ')}`,
      );
    }
  }
  if (names.includes(ALL)) return [...LAYERS];
  return LAYERS.filter((layer) =>
    names.length === 0 ? !ONLY_BY_NAME.includes(layer) : names.includes(layer),
  );
}

/**
 * Whether a layer needs Chromium: itself, or the software Vulkan driver that it brings.
 * @param {Layer} layer
 * @returns {boolean}
 */
export function needsChromium(layer) {
  return layer !== 'check' && layer !== 'unit';
}
