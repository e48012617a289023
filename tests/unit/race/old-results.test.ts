import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseResult } from '../../../src/race/result.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';

// exported by the page before results were checked as a whole: live edits, a lane stopped, diverged, renamed, moved, seeds
// that go on from 0, fair races whole and cut short, runs until stopped, with a guard, of an epoch
const folder = new URL('results-v1/', import.meta.url);
const files = readdirSync(folder);

it('there are nine results of before', () => {
  expect(files).toHaveLength(9);
});

it.each(files)('%s, made before results were checked as a whole, still opens', (file) => {
  const result = parseResult(readFileSync(new URL(file, folder), 'utf8'));
  expect(result.rounds.length).toBeGreaterThan(0);
  const { run, series } = runOfResult(result);
  expect(run.state).toBe('finished');
  expect(series[0]?.steps).toBe(result.rounds.at(-1)?.runs[0]?.loss.length);
  expect(parseResult(printResult(result))).toEqual(result);
});

// exported while a result named its adapter alone: a fair race with timing, and a run with a live edit, in WebAssembly
const folderOfV3 = new URL('results-v3/', import.meta.url);

it.each(readdirSync(folderOfV3))('%s, made before results named their engine, is given it', (file) => {
  const text = readFileSync(new URL(file, folderOfV3), 'utf8');
  const result = parseResult(text);
  expect(result).toMatchObject({ version: 4, engine: 'wasm', portable: true });
  const { version: _, engine, portable, ...rest } = JSON.parse(printResult(result));
  expect({ ...rest, version: 3 }).toEqual(JSON.parse(text));
  expect(parseResult(printResult(result))).toEqual(result);
});
