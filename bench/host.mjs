// @ts-check
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { describeMachine, writeResult } from './result-file.mjs';
import { brief, spread, tableText } from './statistics.mjs';

/**
 * What a step costs the thread that hands it to the GPU, where the GPU costs nothing.
 * @param {import('./options.mjs').HostOptions} options
 * @returns {Promise<boolean>}
 */
export async function benchHost({ workload, name }) {
  const machine = describeMachine();
  const file = fileURLToPath(new URL('host-cost.ts', import.meta.url));
  const { module } = await runnerImport(file, { logLevel: 'error' });
  const { hostCost } = /** @type {typeof import('./host-cost.ts')} */ (module);
  const cost = await hostCost(workload);
  const row = (/** @type {string} */ what, /** @type {readonly number[]} */ micros) => {
    const { min, median, max } = spread(micros);
    return [what, brief(min), brief(median), brief(max)];
  };
  console.log(
    `${cost.title}, Nesterov, on Dawn's null backend: µs a step, rounds of ${cost.stepsPerRound} steps\n`,
  );
  console.log(
    tableText([
      ['', 'min', 'median', 'max'],
      row('each step a submission', cost.alone),
      row('as the engine paces them', cost.paced),
    ]),
  );
  const result = { machine, adapter: "Dawn's null backend", workload: { id: workload }, ...cost };
  console.log(`\n${await writeResult(name ?? `host-${workload.toLowerCase()}-null`, result)}`);
  return true;
}
