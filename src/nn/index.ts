import { cnn } from './cnn.ts';

/** Every model, in the order the page lists them. */
export const models = [cnn] as const;

export type ModelId = (typeof models)[number]['id'];
