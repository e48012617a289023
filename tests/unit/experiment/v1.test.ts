import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { minimize } from '../../../src/engine/tools/minimize.ts';
import { parseMinimize } from '../../../src/experiment/minimize.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { parseResult } from '../../../src/race/result.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';
import { withEarlierNames, withoutGone } from './earlier-names.ts';
import { experiments, frozenText, problems, results } from './frozen.ts';

// what is read from them today is what they hold, but for the names that `src/experiment/renames.ts` lists
describe('version 1', () => {
  it('is frozen', () => {
    expect([experiments.length, problems.length, results.length]).toEqual([104, 15, 32]);
    expect(createHash('sha256').update(frozenText).digest('hex')).toBe(
      '8775e20a522bd10acb8aaea681f25e3674df16fd242a0f37a968fb9784780aed',
    );
  });

  it.each(experiments)('of an experiment is read alike from all it was kept in: %s', (_, experiment) => {
    const { written, spec, link } = experiment;
    const read = parseSpec(spec);
    const withoutChecksum = `#v1.${link.slice('#v2.1234.'.length)}`; // as it was shared before
    if (written !== undefined) expect(parseSpec(written)).toEqual(read);
    expect(specFromHash(link)).toEqual(read);
    expect(specFromHash(withoutChecksum)).toEqual(read);
    expect(specFromHash(specToHash(read))).toEqual(read);
  });

  it.each(experiments)('of an experiment is read with all it holds: %s', (_, { spec }) => {
    expect({ ...(withEarlierNames('experiment', parseSpec(spec)) as object), version: 1 }).toEqual(spec);
  });

  it.each(problems)(
    'of a problem to minimize is read, and takes the same way: %s',
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

  it.each(problems)('of a problem to minimize is read with all it holds: %s', (_, { spec }) => {
    expect(withEarlierNames('minimize', parseMinimize(spec))).toEqual(spec);
  });

  it.each(results)('of a result opens: %s', (_, text) => {
    const result = parseResult(text);
    const { run } = runOfResult(result);
    expect(run.state).toBe('finished');
    expect(parseResult(printResult(result))).toEqual(result);
  });

  it.each(results)('of a result is read with all it holds: %s', (_, text) => {
    const read = JSON.parse(printResult(parseResult(text)));
    const { spec, ...rest } = withEarlierNames('result', read) as { readonly spec: unknown };
    const experiment = withEarlierNames('experiment', spec) as object;
    expect({ ...rest, version: 2, spec: { ...experiment, version: 1 } }).toEqual(
      withoutGone('result', JSON.parse(text)),
    );
  });
});
