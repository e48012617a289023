// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { describeMachine, writeResult } from './result-file.mjs';
import { markdownTable, tableText } from './statistics.mjs';

/**
 * @typedef {import('./verdict-rates.ts').Cell} Cell
 * @typedef {import('./verdict-rates.ts').Rates} Rates
 * @typedef {{ cell: Cell, rates: Rates }} Measured
 */

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const page = 'docs/verdict.md';
const marked = /(<!-- npm run bench -- verdict -->\n)[\s\S]*?(<!-- end -->)/;

/** What must hold, of misses that the length of the race brings about. */
const maxFalse = 0.05;
/** @type {Record<number, number>} lanes → share found by twenty seeds, where every seed reaches the target and steps are known to 10 % of the median */
const minPower = { 2: 0.9, 4: 0.8, 8: 0.8 };
const lookAtSeeds = 20;

/**
 * Simulates races of equal lanes and of one that is faster, and counts what the page's own decision says of them. Prints
 * both tables, and writes them into the page that explains the method.
 * @param {import('./options.mjs').VerdictOptions} options
 * @returns {Promise<boolean>} whether the rates are what they must be
 */
export async function benchVerdict({ races, seed, name }) {
  const machine = describeMachine();
  const { module } = await runnerImport(at('bench/verdict-rates.ts'), { logLevel: 'error' });
  const { allCells, looks, measureRates, speedUp, standardError } =
    /** @type {typeof import('./verdict-rates.ts')} */ (module);
  const began = performance.now();
  const measure = (/** @type {number} */ slower) =>
    allCells(slower).map((cell) => {
      const rates = measureRates(cell, { races, seed });
      console.log(`${cellText(cell)}: ${percent(rates.winner)} % name a winner`);
      return { cell, rates };
    });
  console.log(`Equal lanes, ${races} races a cell, seed ${seed}`);
  const equal = measure(1);
  console.log(`\nOne lane ${speedUp} times as fast`);
  const faster = measure(speedUp);
  const minutes = (performance.now() - began) / 60_000;

  const share = (/** @type {number} */ value) =>
    `${percent(value)} ± ${percent(standardError(value, races))}`;
  const equalRows = [
    [...cellHead, 'false winner, %', 'false pair line, %'],
    ...equal.map(({ cell, rates }) => [...cellRow(cell), share(rates.winner), share(rates.pair)]),
  ];
  const fasterRows = [
    [...cellHead, ...looks.map((seeds) => `n = ${seeds}`)],
    ...faster.map(({ cell, rates }) => [
      ...cellRow(cell),
      ...rates.detectionRates.map((share) => percent(share)),
    ]),
  ];
  const largest = (/** @type {'winner' | 'pair'} */ key, /** @type {Cell['cause']} */ cause) =>
    Math.max(...equal.filter(({ cell }) => cell.cause === cause).map(({ rates }) => rates[key]));
  const faults = [
    ...equal.flatMap(({ cell, rates }) =>
      cell.cause === 'length' && Math.max(rates.winner, rates.pair) > maxFalse
        ? [`${cellText(cell)}: more than ${percent(maxFalse)} % false`]
        : [],
    ),
    ...faster.flatMap(({ cell, rates }) => {
      const min = minPower[cell.lanes] ?? 0;
      const power = rates.detectionRates[looks.indexOf(lookAtSeeds)] ?? 0;
      const isRequested = cell.missing === 0 && cell.every === 0.1;
      return isRequested && power < min
        ? [`${cellText(cell)}: ${percent(power)} % found by ${lookAtSeeds} seeds, not ${percent(min)} %`]
        : [];
    }),
  ];
  const summary = `Largest rates: false winner ${share(largest('winner', 'length'))} %, false pair line ${share(largest('pair', 'length'))} %.`;
  console.log(`\n${tableText(equalRows)}\n\n${tableText(fasterRows)}\n\n${summary}`);
  for (const fault of faults) console.error(fault);
  console.log(
    faults.length === 0
      ? 'All bounds hold; what is found was checked every 10 % of the median.'
      : 'Not all bounds hold.',
  );

  const file = await writeResult(name ?? 'verdict', {
    machine,
    races,
    seed,
    minutes,
    looks,
    equal: equal.map(flat),
    faster: faster.map(flat),
  });
  const text = await readFile(at(page), 'utf8');
  if (!marked.test(text)) {
    console.error(
      `${page}: has no place for the tables between <!-- npm run bench -- verdict --> and <!-- end -->`,
    );
    return false;
  }
  const measuredText = `Measured on ${machine.date} in ${minutes.toFixed(0)} minutes (${machine.processor}, ${machine.cores} cores, load ${machine.loadBefore} before): ${races} races a row, random seed ${seed}. Figures: \`${file}\`. ${summary}`;
  const body = `${measuredText}\n\n**Equal lanes**, over all five looks, ± one standard error:\n\n${markdownTable(equalRows)}\n\n**One lane ${speedUp} times as fast** as all others; % of races that name it by n seeds:\n\n${markdownTable(fasterRows)}`;
  await writeFile(
    at(page),
    text.replace(marked, (_, before, after) => `${before}\n${body}\n\n${after}`),
  );
  console.log(`\n${file}\n${page}`);
  return faults.length === 0;
}

const cellHead = ['lanes', 'checked every', 'without the target'];

/** @param {Cell} cell */
const cellRow = ({ lanes, every, missing, cause }) => [
  String(lanes),
  `${percent(every, 0)} % of the median`,
  `${percent(missing, 0)} %${missing === 0 ? '' : cause === 'length' ? ', too slow' : ', by chance'}`,
];

/** @param {Cell} cell */
const cellText = (cell) => {
  const [lanes, every, missing] = cellRow(cell);
  return `${lanes} lanes, checked every ${every}, ${missing} without the target`;
};

/** @param {Measured} measured */
const flat = ({ cell, rates }) => ({ ...cell, ...rates });

/**
 * @param {number} share
 * @param {number} [digits]
 */
const percent = (share, digits = 1) => (100 * share).toFixed(digits);
