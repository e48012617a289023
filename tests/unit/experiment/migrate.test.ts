import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { currentVersions, migrate } from '../../../src/experiment/migrate.ts';
import type { Format } from '../../../src/experiment/renames.ts';
import { renames } from '../../../src/experiment/renames.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { mutatedValue } from '../../fuzz/mutate.ts';
import { Random } from '../../fuzz/random.ts';
import { en } from '../../support/translator.ts';
import { experiments, problems, results } from './frozen.ts';

const frozen: Readonly<Record<Format, readonly unknown[]>> = {
  experiment: experiments.map(([, { spec }]) => spec),
  minimize: problems.map(([, { spec }]) => spec),
  result: results.map(([, text]) => JSON.parse(text) as unknown),
  weights: [{ sha256: 'ab'.repeat(32), name: 'lenet', leftOut: ['conv9'] }],
  view: [
    { theme: 'dark', projector: true, smoothing: 0.5, logY: true, ignoreOutliers: true, xUnit: 'epochs' },
  ],
};
const formats = Object.keys(frozen) as Format[];

/** What it comes to, or the error it is refused with, which must be one of ours. */
function attempt(of: Format, input: unknown): unknown {
  try {
    return migrate(of, input);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    return errorText(en, toErrorReport(error));
  }
}

describe('migrate', () => {
  it.each(formats)(
    'leaves its input and what it has brought to the current version as they are: %s',
    (of) => {
      for (const before of frozen[of]) {
        const copy = structuredClone(before);
        const now = migrate(of, before);
        expect(before).toEqual(copy);
        expect(migrate(of, now)).toEqual(now);
      }
    },
  );

  it.each(formats)('brings whatever it is given to the current version once and for all: %s', (of) => {
    const mutated = fc
      .tuple(fc.constantFrom(...frozen[of]), fc.nat(2 ** 32 - 1))
      .map(([value, seed]) => mutatedValue(value, new Random(seed)));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), mutated), (input) => {
        const once = attempt(of, input);
        if (typeof once !== 'string') expect(attempt(of, once)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('takes what has no version for version 1', () => {
    const [experiment] = frozen.experiment as [Record<string, unknown>];
    const { version, ...without } = experiment;
    expect(version).toBe(1);
    expect(migrate('experiment', without)).toEqual(migrate('experiment', experiment));
    expect(migrate('experiment', without)).toMatchObject({ version: currentVersions.experiment });
  });

  it('refuses what a later page wrote, by its version, and where that is', () => {
    const errorOf = (of: Format, input: unknown) => {
      try {
        migrate(of, input);
      } catch (error) {
        return error;
      }
      throw new Error('was taken');
    };
    expect(errorOf('experiment', { version: 3 })).toMatchObject({
      code: 'spec',
      path: 'version',
      fact: { id: 'newerVersion', params: { max: 2, got: 3 } },
    });
    expect(errorOf('result', { version: 4, spec: { version: 9 } })).toMatchObject({
      path: 'spec.version',
      fact: { id: 'newerVersion', params: { max: 2, got: 9 } },
    });
    expect(errorOf('result', { version: 5 })).toMatchObject({ path: 'version' });
  });

  it('keeps what it does not know, and an old name beside its new one, for the schema to turn down', () => {
    expect(migrate('experiment', { version: 1, odd: [{ seed: 1 }] })).toEqual({
      version: currentVersions.experiment,
      odd: [{ seed: 1 }],
    });
    for (const { of, path, to } of renames) {
      if (to === undefined || path.includes('/') || of === 'lane') continue;
      expect(migrate(of, { [path]: 1, [to]: 2 })).toMatchObject({ [path]: 1, [to]: 2 });
    }
  });

  it('drops the sentences that the verdict of the first results was, for it is made anew from their rounds', () => {
    const verdict = { kind: 'tie', text: 'No clear winner at n = 5' };
    expect(migrate('result', { version: 1, verdict })).toEqual({
      version: currentVersions.result,
      verdict: null,
    });
    expect(migrate('result', { version: 2, verdict })).toMatchObject({ verdict });
  });

  it('drops the sentence on a divergence, which follows from its step, its reason and the run', () => {
    const divergence = {
      step: 1,
      reason: 'too large',
      message: 'Loss became 5.9e+31 at step 1 with lr 1e+30.',
    };
    expect(
      migrate('result', { version: 2, heats: [{ runs: [{ divergence }, { divergence: null }] }] }),
    ).toEqual({
      version: currentVersions.result,
      rounds: [{ runs: [{ divergence: { step: 1, reason: 'tooLarge' } }, { divergence: null }] }],
    });
  });

  it('has no new name that is an old one too', () => {
    const keys = renames.flatMap(({ of, path, to }) => (to === undefined ? [] : [{ of, path, to }]));
    const siblings = ({ path, to }: { path: string; to: string }) => path.replace(/[^/]*$/, to);
    for (const key of keys)
      expect(keys.find(({ of, path }) => of === key.of && path === siblings(key))).toBeUndefined();
    for (const { values = {} } of renames)
      for (const now of Object.values(values)) expect(Object.keys(values)).not.toContain(now);
  });
});
