// @ts-check
// npm run fuzz -- --seed 1 --count 30000 --seconds 600 --only link,result
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '300' },
    only: { type: 'string', default: '' },
  },
});

/**
 * @param {'seed' | 'count' | 'seconds'} name
 * @returns {number}
 */
function whole(name) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`npm run fuzz: --${name} must be a whole number from 0, got "${values[name]}"`);
  process.exit(2);
}

const [seed, count, seconds] = [whole('seed'), whole('count'), whole('seconds')];
const only = values.only.split(',').filter((name) => name !== '');
const file = fileURLToPath(new URL('../tests/fuzz/fuzz.ts', import.meta.url));
const { module } = await runnerImport(file, { logLevel: 'error' });
const { fuzz } = /** @type {typeof import('../tests/fuzz/fuzz.ts')} */ (module);
const results = await fuzz({ seed, count, only, maxMs: seconds * 1000 });
if (results.length === 0) {
  console.error(`npm run fuzz: no reader is called ${values.only}`);
  process.exit(2);
}
console.log(`seed ${seed}, up to ${count} inputs for each reader, ${seconds} s at most\n`);
for (const { reader, inputs, read, rejected, slowestMs, faults } of results) {
  const counts = `${inputs} inputs, ${read} read, ${rejected} refused, slowest ${slowestMs.toFixed(0)} ms`;
  console.log(`${reader.padEnd(12)} ${counts}, ${faults.length} faults`);
  for (const fault of faults) console.log(`  ${fault}`);
}
const total = results.reduce((sum, { inputs }) => sum + inputs, 0);
const faults = results.reduce((sum, result) => sum + result.faults.length, 0);
console.log(`\n${total} inputs, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
