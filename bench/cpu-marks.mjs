// @ts-check
// What training on the CPU must reach beside other libraries, and whether it does.

/**
 * @typedef {import('./page/workload.ts').WorkloadId} WorkloadId
 * @typedef {import('./options.mjs').CpuContestantId} CpuContestantId
 *
 * @typedef {object} Measured what a workload took
 * @property {WorkloadId} id
 * @property {string} title
 * @property {readonly { id: CpuContestantId, failed: string | null, msPerStep: { median: number } | null }[]} contestants
 *
 * @typedef {object} Mark how many times as fast as another contestant ours must be, and should be
 * @property {readonly WorkloadId[]} workloads
 * @property {readonly CpuContestantId[]} against
 * @property {number} must
 * @property {number} aim
 *
 * @typedef {object} Outcome
 * @property {string} what
 * @property {number | null} value null where it was not measured
 * @property {number} must
 * @property {number} aim
 * @property {boolean} isLess whether less is better
 */

/** @type {readonly WorkloadId[]} */
export const twoConvs = ['C', 'B', 'A'];

/** @type {readonly Mark[]} */
const marks = [
  { workloads: twoConvs, against: ['torch'], must: 2.5, aim: 4 },
  { workloads: twoConvs, against: ['ours'], must: 10, aim: 15 },
  { workloads: twoConvs, against: ['tfjs-cpu', 'jax-wasm', 'convnet'], must: 50, aim: 100 },
  { workloads: ['resnet', 'vit'], against: ['torch'], must: 1, aim: 1.3 },
  { workloads: ['ten-conv'], against: ['torch'], must: 0.5, aim: 0.7 },
];
/** Of the time of one lane, what three take on two cores. */
const lanesMark = { must: 1.8, aim: 1.6 };
/** Seconds from Train to the first loss. */
const firstLossMark = { must: 0.3, aim: 0.1 };
/** Of Nesterov's time, what an element-wise update takes. */
const updateMark = { must: 2, aim: 2 };

/** @param {string} name of an update that is more than a rule for each weight by itself */
const isCostlier = (name) => name === 'Muon' || name === 'NMGD with attention';

/**
 * How many times as fast as another contestant ours is, in the browser.
 * @param {Measured} measured
 * @param {CpuContestantId} other
 * @returns {number | null} null where either was not measured
 */
export function ratioTo({ contestants }, other) {
  const timeOf = (/** @type {CpuContestantId} */ id) =>
    contestants.find((contestant) => contestant.id === id)?.msPerStep?.median;
  const ours = timeOf('ours-wasm');
  const theirs = timeOf(other);
  return ours === undefined || theirs === undefined ? null : theirs / ours;
}

/**
 * @param {object} measured
 * @param {readonly Measured[]} measured.workloads
 * @param {{ ratio: number } | null} measured.lanes
 * @param {{ seconds: number } | null} measured.firstLoss
 * @param {readonly { name: string, toNesterov: number }[] | null} measured.updates
 * @param {Record<CpuContestantId, string>} names
 * @returns {Outcome[]}
 */
export function outcomesOf({ workloads, lanes, firstLoss, updates }, names) {
  const races = workloads.flatMap((workload) =>
    marks
      .filter((mark) => mark.workloads.includes(workload.id))
      .flatMap(({ against, must, aim }) =>
        against.map((other) => ({
          what: `${workload.title}: as fast as ${names[other]}`,
          value: ratioTo(workload, other),
          must,
          aim,
          isLess: false,
        })),
      ),
  );
  return [
    ...races,
    ...(lanes === null
      ? []
      : [{ what: 'three lanes, in times of one', value: lanes.ratio, ...lanesMark, isLess: true }]),
    ...(firstLoss === null
      ? []
      : [
          {
            what: 'first loss after Train, seconds',
            value: firstLoss.seconds,
            ...firstLossMark,
            isLess: true,
          },
        ]),
    ...(updates ?? [])
      .filter(({ name }) => name !== 'Nesterov' && !isCostlier(name))
      .map(({ name, toNesterov }) => ({
        what: `update of ${name}, in times of Nesterov's`,
        value: toNesterov,
        ...updateMark,
        isLess: true,
      })),
  ];
}

/**
 * @param {Pick<Outcome, 'value' | 'must' | 'aim' | 'isLess'>} outcome
 * @returns {'not measured' | 'missed' | 'must' | 'aim'} the better mark that is reached
 */
export function reachedBy({ value, must, aim, isLess }) {
  if (value === null) return 'not measured';
  const reaches = (/** @type {number} */ mark) => (isLess ? value <= mark : value >= mark);
  if (reaches(aim)) return 'aim';
  return reaches(must) ? 'must' : 'missed';
}
