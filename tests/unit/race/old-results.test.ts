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
