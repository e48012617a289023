import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';

const defaults = {
  version: 2,
  data: { id: 'fashion-mnist' },
  model: { id: 'cnn' },
  lanes: [{ optimizer: { id: 'nesterov' } }],
};

/** An experiment with all defaults, but for the parts that are given: a lane of Nesterov momentum trains a CNN on Fashion-MNIST. */
export const experiment = (parts: object = {}): ExperimentSpec => parseSpec({ ...defaults, ...parts });
