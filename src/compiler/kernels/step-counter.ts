import type { StorageBuffer } from './shader.ts';
import { input, output } from './shader.ts';

/**
 * The step counter of a captured step: four words on the GPU that let a replay know which step it is.
 *   stepCounter[0]  the step under way; every kernel of the step may read it
 *   stepCounter[1]  the step that comes next
 *   stepCounter[2]  the seed of the random streams
 *   stepCounter[3]  unused
 * The first kernel of a step (gather) copies [1] to [0] and itself reads only [1]; the last one (the optimizer, or
 * evaluate) reads [0] and writes [0] + 1 to [1]. So no kernel reads a word that is written in the same dispatch, the
 * counter costs no dispatch, and several lanes that advance the same counter write the same value.
 * The host sets it to [step, step, seed, 0].
 */
export const stepCounterWords = 4;

export const stepCounterInput: StorageBuffer = input('stepCounter', stepCounterWords, 'u32');
export const stepCounterOutput: StorageBuffer = output('stepCounter', stepCounterWords, 'u32');

/** For the first kernel of a step, in one invocation; this kernel's step is `stepCounter[1]`. */
export const beginStep = 'stepCounter[0] = stepCounter[1];';

/** For the last kernel of a step, in one invocation. */
export const advanceStep = 'stepCounter[1] = stepCounter[0] + 1u;';
