// @ts-check

/**
 * @typedef {{ id: string } & Record<string, unknown>} OptimizerChoice
 * @typedef {object} Method
 * @property {string} id
 * @property {string} name
 * @property {OptimizerChoice} optimizer momentum is that of its papers, and is not tuned
 * @property {string} [schedule] of the momentum
 * @property {number[]} grid the learning rates it tries
 */

const descent = [0.03, 0.1, 0.2, 0.4, 0.8];
const withMomentum = [0.005, 0.015, 0.03, 0.06, 0.12];

/** NMGD, each half on and off, and what it is compared with. @type {readonly Method[]} */
export const effectMethods = [
  { id: 'sgd', name: 'Gradient descent', optimizer: { id: 'sgd' }, grid: descent },
  {
    id: 'momentum',
    name: 'Momentum',
    optimizer: { id: 'momentum', momentum: 0.9 },
    grid: withMomentum,
  },
  {
    id: 'nesterov',
    name: 'Nesterov (NMGD, both halves off)',
    optimizer: { id: 'nesterov', momentum: 0.9 },
    grid: withMomentum,
  },
  {
    id: 'nmgd-schedule',
    name: 'NMGD, schedule alone',
    optimizer: { id: 'nmgd' },
    schedule: 'nmgd',
    grid: withMomentum,
  },
  {
    id: 'nmgd-attention',
    name: 'NMGD, attention alone',
    optimizer: { id: 'nmgd', momentum: 0.9, attention: true },
    schedule: 'constant',
    grid: withMomentum,
  },
  {
    id: 'nmgd',
    name: 'NMGD, both halves',
    optimizer: { id: 'nmgd', attention: true },
    schedule: 'nmgd',
    grid: withMomentum,
  },
  { id: 'adam', name: 'Adam', optimizer: { id: 'adam' }, grid: [0.0005, 0.0015, 0.003, 0.006, 0.012] },
];
