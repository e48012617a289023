import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { minimize } from '../../../src/engine/tools/minimize.ts';
import { parseMinimize } from '../../../src/experiment/minimize.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { parseResult, printResult } from '../../../src/race/result.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';
import { withEarlierNames } from './earlier-names.ts';

// Written by the page of 2026-11-29 in the first versions of its formats, and never written again. What is read from them
// today is what they hold, but for the names that `src/experiment/renames.ts` lists and what is compared by itself below.
const folder = new URL('v1/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const jsonOf = <T>(file: string): T => JSON.parse(textOf(file)) as T;

interface Experiment {
  /** As a person would write it for `downhill.run`, with what has a default left out; not of presets. */
  readonly written?: unknown;
  /** With everything filled in, as in files. */
  readonly spec: unknown;
  /** As the page shares it. */
  readonly link: string;
}

interface Descent {
  readonly written: unknown;
  readonly spec: unknown;
  readonly reply: { readonly params: readonly number[]; readonly loss: readonly number[] };
}

const experiments = Object.entries(jsonOf<Record<string, Experiment>>('experiments.json'));
const descents = Object.entries(jsonOf<Record<string, Descent>>('descents.json'));
const results = readdirSync(new URL('results/', folder)).sort();

describe('version 1', () => {
  it('is frozen', () => {
    const hash = createHash('sha256');
    for (const file of ['experiments.json', 'descents.json', ...results.map((name) => `results/${name}`)])
      hash.update(file).update(textOf(file));
    expect([experiments.length, descents.length, results.length, hash.digest('hex')]).toEqual([
      104,
      15,
      32,
      '7a97a49b7e8aab618f416090740ecfce569c61836d6267eab4dfb312ecacbfc5',
    ]);
  });

  it.each(experiments)('of an experiment is read alike from all it was kept in: %s', (_, experiment) => {
    const { written, spec, link } = experiment;
    const withoutChecksum = `#v1.${link.slice('#v2.1234.'.length)}`; // as it was shared before
    const read = parseSpec(spec);
    if (written !== undefined) expect(parseSpec(written)).toEqual(read);
    expect(specFromHash(link)).toEqual(read);
    expect(specFromHash(withoutChecksum)).toEqual(read);
    expect(specFromHash(specToHash(read))).toEqual(read);
  });

  it.each(experiments)('of an experiment is read with all it holds: %s', (_, { spec }) => {
    expect({ ...(withEarlierNames('experiment', parseSpec(spec)) as object), version: 1 }).toEqual(spec);
  });

  it.each(descents)(
    'of a descent is read, and takes the same way: %s',
    async (_, { written, spec, reply }) => {
      const read = parseMinimize(spec);
      expect(parseMinimize(written)).toEqual(read);
      const { params, loss } = await minimize(read, null);
      const end = params.at(-1) ?? [];
      expect(end).toHaveLength(reply.params.length);
      expect(loss).toHaveLength(reply.loss.length);
      end.forEach((value, i) => {
        expect(value).toBeCloseTo(reply.params[i] ?? Number.NaN, 10);
      });
      loss.forEach((value, i) => {
        expect(value / (reply.loss[i] ?? Number.NaN)).toBeCloseTo(1, 10);
      });
    },
  );

  it.each(descents)('of a descent is read with all it holds: %s', (_, { spec }) => {
    expect(withEarlierNames('minimize', parseMinimize(spec))).toEqual(spec);
  });

  it.each(results)('of a result opens: %s', (file) => {
    const result = parseResult(textOf(`results/${file}`));
    const { run } = runOfResult(result);
    expect(run.state).toBe('finished');
    expect(parseResult(printResult(result))).toEqual(result);
  });

  it.each(results)('of a result is read with all it holds: %s', (file) => {
    const text = textOf(`results/${file}`);
    const read = JSON.parse(printResult(parseResult(text)));
    const { spec, ...rest } = withEarlierNames('result', read) as { readonly spec: unknown };
    const experiment = withEarlierNames('experiment', spec) as object;
    expect({ ...rest, version: 2, spec: { ...experiment, version: 1 } }).toEqual(JSON.parse(text));
  });
});
