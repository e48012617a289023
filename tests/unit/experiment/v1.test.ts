import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/tools/descend.ts';
import { parseDescent } from '../../../src/experiment/descend.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { parseResult, printResult } from '../../../src/race/result.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';

// Written by the page of 2026-11-29 in version 1 of its formats, and never written again. What is read from them today is
// in the files `*.read.json`, which `vitest -u` writes anew: read the difference before it is committed.
const folder = new URL('v1/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const jsonOf = <T>(file: string): T => JSON.parse(textOf(file)) as T;

/** JSON with a line for each entry, its keys in order, to be compared line by line. */
const lines = (entries: readonly (readonly [string, unknown])[]): string =>
  `{\n${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}\n`;

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

  it('of experiments is read as it was', async () => {
    const read = experiments.map(([name, { spec }]) => [name, parseSpec(spec)] as const);
    await expect(lines(read)).toMatchFileSnapshot('v1/experiments.read.json');
  });

  it.each(descents)(
    'of a descent is read, and takes the same way: %s',
    async (_, { written, spec, reply }) => {
      const read = parseDescent(spec);
      expect(parseDescent(written)).toEqual(read);
      const { params, loss } = await descend(read, null);
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

  it('of descents is read as it was', async () => {
    const read = descents.map(([name, { spec }]) => [name, parseDescent(spec)] as const);
    await expect(lines(read)).toMatchFileSnapshot('v1/descents.read.json');
  });

  it.each(results)('of a result opens: %s', (file) => {
    const result = parseResult(textOf(`results/${file}`));
    const { run } = runOfResult(result);
    expect(run.state).toBe('finished');
    expect(parseResult(printResult(result))).toEqual(result);
  });

  it('of results is read as it was', async () => {
    const read = results.map((file) => {
      const text = printResult(parseResult(textOf(`results/${file}`)));
      return [file, abridged(JSON.parse(text))] as const;
    });
    await expect(lines(read)).toMatchFileSnapshot('v1/results.read.json');
  });
});

/** Long texts as their sha256, and of long lists the first entries: there are too many to compare by eye. */
function abridged(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 300)
    return createHash('sha256').update(value).digest('hex').slice(0, 12);
  if (Array.isArray(value)) {
    const first = value.slice(0, 3).map(abridged);
    return value.length > 4 ? [...first, `and ${value.length - 3} more`] : value.map(abridged);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, abridged(entry)]));
}
