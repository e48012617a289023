// @ts-check
import { outcomesOf, ratioTo, reachedBy } from './cpu-marks.mjs';
import { cpuContestants } from './options.mjs';
import { brief, markdownTable, spread } from './statistics.mjs';

/**
 * @typedef {import('./cpu-marks.mjs').Measured} Measured
 * @typedef {import('./options.mjs').CpuContestantId} CpuContestantId
 *
 * @typedef {{ name: string, micros: { min: number, median: number, max: number }, toNesterov: number }} UpdateTime
 *
 * @typedef {object} CpuResult what `bench/results/cpu.json` holds
 * @property {{ date: string, processor: string, cores: number, loadBefore: number, loadAfter: number }} machine
 * @property {{ chromium: string, node: string, torch: string | null }} versions
 * @property {Measured[]} workloads
 * @property {{ ratio: number, one: number, three: number } | null} lanes milliseconds of a step
 * @property {{ seconds: number, all: readonly number[] } | null} firstLoss
 * @property {UpdateTime[] | null} updates
 */

const ids = /** @type {CpuContestantId[]} */ (Object.keys(cpuContestants));

/** @param {number | null} ratio */
const times = (ratio) => (ratio === null ? '–' : `${brief(ratio)}×`);

/**
 * Milliseconds a step, and how many times ours that is.
 * @param {readonly Measured[]} workloads
 * @returns {string[][]} the first row is the header
 */
export function stepRows(workloads) {
  const used = ids.filter((id) => workloads.some(({ contestants }) => contestants.some((c) => c.id === id)));
  return [
    ['network', ...used.map((id) => cpuContestants[id])],
    ...workloads.map((workload) => [
      workload.title,
      ...used.map((id) => {
        const contestant = workload.contestants.find((c) => c.id === id);
        if (!contestant) return '';
        if (!contestant.msPerStep) return 'not measured';
        const ms = brief(contestant.msPerStep.median);
        return id === 'ours-wasm' ? ms : `${ms} (${times(ratioTo(workload, id))})`;
      }),
    ]),
  ];
}

/**
 * @param {CpuResult} result
 * @returns {string[][]} the first row is the header
 */
export function markRows(result) {
  return [
    ['what', 'must', 'aim', 'measured', 'reached'],
    ...outcomesOf(result, cpuContestants).map((outcome) => [
      outcome.what,
      brief(outcome.must),
      brief(outcome.aim),
      outcome.value === null ? '–' : brief(outcome.value),
      reachedBy(outcome),
    ]),
  ];
}

/**
 * @param {readonly { name: string, micros: readonly number[] }[]} updates by rounds
 * @returns {UpdateTime[]}
 */
export function summarizeUpdates(updates) {
  const all = updates.map(({ name, micros }) => ({ name, micros: spread(micros) }));
  const nesterov = all.find(({ name }) => name === 'Nesterov')?.micros.median ?? Number.NaN;
  return all.map((update) => ({ ...update, toNesterov: update.micros.median / nesterov }));
}

/**
 * @param {readonly UpdateTime[]} updates
 * @returns {string[][]} the first row is the header
 */
export const updateRows = (updates) => [
  ['update', 'µs', 'times Nesterov'],
  ...updates.map(({ name, micros, toNesterov }) => [name, brief(micros.median), times(toNesterov)]),
];

/** @param {Pick<CpuResult, 'machine' | 'versions'>} result */
const circumstances = ({ machine, versions }) =>
  `${machine.date}, ${machine.cores} cores of an ${machine.processor}, load ${brief(machine.loadBefore)} before and ` +
  `${brief(machine.loadAfter)} after, Chromium ${versions.chromium}, Node ${versions.node}` +
  `${versions.torch === null ? '' : `, PyTorch ${versions.torch} with OpenBLAS`}`;

/**
 * For the README: what a person without a GPU gets.
 * @param {CpuResult} result
 */
export const readmeText = (result) =>
  [
    `Median milliseconds a step with Nesterov, one thread each, and how many times ours in Chromium that is (${circumstances(result)}):`,
    markdownTable(stepRows(result.workloads)),
    ...(result.firstLoss
      ? [`The first loss comes ${brief(result.firstLoss.seconds)} s after Train is pressed.`]
      : []),
  ].join('\n\n');

/**
 * For the page on optimizers: what updates take.
 * @param {CpuResult} result
 */
export const updatesText = (result) =>
  [
    `Microseconds of an update of the CNN 16–32 in Node (${circumstances(result)}):`,
    markdownTable(updateRows(result.updates ?? [])),
  ].join('\n\n');
