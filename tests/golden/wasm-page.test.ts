import { expect, it } from 'vitest';
import { runInWasm } from '../support/wasm-session.ts';
import { portableRun } from './wasm-page.ts';

/** The same as tests/e2e and tests/firefox expect of a page. */
it('a whole run in Node has the losses and hashes that are on file', async () => {
  const { lanes, hashes } = await runInWasm(portableRun);
  expect(lanes.map(({ loss }) => loss.length)).toEqual([12, 12]);
  const run = { hashes, lanes: lanes.map(({ loss, evals }) => ({ loss, evals })) };
  await expect(`${JSON.stringify(run, null, 2)}\n`).toMatchFileSnapshot('data/wasm-page.json');
});
