import type { StorageBuffer } from './shader.ts';
import { input, output } from './shader.ts';

/**
 * The clock of a captured step: four words on the GPU that let a replay know which step it is.
 *   clock[0]  the step under way; every kernel of the step may read it
 *   clock[1]  the step that comes next
 *   clock[2]  the seed of the random streams
 *   clock[3]  unused
 * The first kernel of a step (gather) copies [1] to [0] and itself reads only [1]; the last one (the optimizer, or
 * evaluate) reads [0] and writes [0] + 1 to [1]. So no kernel reads a word that is written in the same dispatch, the
 * clock costs no dispatch, and several lanes that wind the same clock write the same value.
 * The host sets it to [step, step, seed, 0].
 */
export const clockWords = 4;

export const clockInput: StorageBuffer = input('clock', clockWords, 'u32');
export const clockOutput: StorageBuffer = output('clock', clockWords, 'u32');

/** For the first kernel of a step, in one invocation; this kernel's step is `clock[1]`. */
export const startClock = 'clock[0] = clock[1];';

/** For the last kernel of a step, in one invocation. */
export const windClock = 'clock[1] = clock[0] + 1u;';
