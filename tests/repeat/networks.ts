import { parseSpec } from '../../src/experiment/schema.ts';

/** Quick ones: the shorter a step, the more answers are under way at once. */
export const networks = {
  'logistic regression': { id: 'logistic' },
  MLP: { id: 'mlp', hidden: [32] },
  'CNN 2': { id: 'cnn', filters: [2] },
} as const;

export type Network = keyof typeof networks;

const defaultSteps = 300;
/** However quick the machine is, such a run is under way when a person pauses it. */
export const untilStopped = null;
const nesterov = { name: 'Nesterov', optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 } };
/** Whose loss is not finite soon after step 150. */
const broken = {
  name: 'Broken',
  optimizer: { id: 'sgd', lr: 0.02 },
  events: [{ step: 150, set: { 'optimizer.lr': 1e30 } }],
};

const spec = (network: Network, lanes: readonly object[], steps: number | null = defaultSteps) =>
  parseSpec({
    version: 1,
    name: 'A quick network',
    data: { id: 'mnist-10k', batchSize: 8, validation: 100 },
    model: networks[network],
    training: { steps, evalEvery: 100 },
    lanes,
  });

/** One lane, in batches of 8. */
export const aloneSpec = (network: Network, steps?: number | null) => spec(network, [nesterov], steps);

/** The same lane beside one that diverges on the way. */
export const companySpec = (network: Network) => spec(network, [nesterov, broken]);
