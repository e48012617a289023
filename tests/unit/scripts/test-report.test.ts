import { describe, expect, it } from 'vitest';
import { chooseLayers, needsChromium } from '../../../scripts/test-layers.mjs';
import { countPlaywright, countVitest, judgeRunner, summaryLine } from '../../../scripts/test-report.mjs';

describe('chooseLayers', () => {
  it('is every layer that needs no more than Chromium unless some are named, always in the same order', () => {
    expect(chooseLayers([])).toEqual(['check', 'unit', 'golden', 'gpu', 'e2e']);
    expect(chooseLayers(['gpu', 'check', 'gpu'])).toEqual(['check', 'gpu']);
    expect(chooseLayers(['repeat', 'unit'])).toEqual(['unit', 'repeat']);
  });

  it('is every layer there is for all, firefox and then repeat last', () => {
    const every = ['check', 'unit', 'golden', 'gpu', 'e2e', 'firefox', 'repeat'];
    expect(chooseLayers(['all'])).toEqual(every);
    expect(chooseLayers(['unit', 'all'])).toEqual(every);
  });

  it('refuses what is no layer', () => {
    expect(() => chooseLayers(['unit', '--watch'])).toThrow(
      'npm test: unknown layer, got "--watch"; name some of check, unit, golden, gpu, e2e, firefox, repeat, or all for every one, or none for all but firefox and repeat',
    );
  });

  it('knows which of them need Chromium', () => {
    expect(chooseLayers([]).filter(needsChromium)).toEqual(['golden', 'gpu', 'e2e']);
    expect(['firefox', 'repeat'].every((layer) => needsChromium(layer as 'firefox'))).toBe(true);
  });
});

describe('countVitest', () => {
  const test = (fullName: string, status: string, failureMessages: string[] = []) => ({
    fullName,
    status,
    failureMessages,
  });

  it('counts a skipped, pending or todo test as failed', () => {
    const assertionResults = [
      test('a', 'passed'),
      test('b', 'skipped'),
      test('c', 'todo'),
      test('d', 'pending'),
    ];
    const tally = countVitest({ testResults: [{ name: 'x.test.ts', status: 'passed', assertionResults }] });
    expect([tally.passed, tally.failed]).toEqual([1, 3]);
    expect(tally.failures).toEqual([
      'b\n    not run: skipped',
      'c\n    not run: todo',
      'd\n    not run: pending',
    ]);
  });

  it("tells a failure's name and message, without colours and foreign stack frames", () => {
    const message =
      '\u001b[31mError: 1 is not 2\u001b[0m\n    at /repo/tests/x.test.ts:3:4\n    at file:///repo/node_modules/y.js:1:1';
    const assertionResults = [test('adds', 'failed', [message]), test('b', 'passed')];
    const tally = countVitest({ testResults: [{ name: 'x.test.ts', status: 'failed', assertionResults }] });
    expect([tally.passed, tally.failed]).toEqual([1, 1]);
    expect(tally.failures).toEqual(['adds\n    Error: 1 is not 2\n        at /repo/tests/x.test.ts:3:4']);
  });

  it('counts a file that does not load', () => {
    const testResults = [
      { name: 'x.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(countVitest({ testResults })).toEqual({
      passed: 0,
      failed: 1,
      failures: ['x.test.ts\n    no such module'],
    });
  });

  it('counts a set-up that fails after tests that passed', () => {
    const testResults = [
      { name: 'x.test.ts', status: 'failed', message: 'afterAll', assertionResults: [test('a', 'passed')] },
    ];
    expect(countVitest({ testResults })).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string, result: string, errors: { message: string }[] = []) => ({
    title,
    tests: [{ status, results: [{ status: result, errors }] }],
  });

  it('counts through nested suites, and only what has passed as passed', () => {
    const suites = [
      {
        title: 'train.spec.ts',
        specs: [spec('plays', 'expected', 'passed'), spec('later', 'skipped', 'skipped')],
        suites: [
          {
            title: 'faults',
            specs: [
              spec('says so', 'unexpected', 'failed', [{ message: '\u001b[2mexpected\u001b[22m 1' }]),
              spec('second try', 'flaky', 'passed'),
              spec('meant to fail', 'expected', 'failed'),
            ],
          },
        ],
      },
    ];
    const tally = countPlaywright({ suites, errors: [] });
    expect([tally.passed, tally.failed]).toEqual([1, 4]);
    expect(tally.failures).toEqual([
      'train.spec.ts › later\n    not passed: skipped',
      'train.spec.ts › faults › says so\n    expected 1',
      'train.spec.ts › faults › second try\n    not passed: passed',
      'train.spec.ts › faults › meant to fail\n    not passed: failed',
    ]);
  });

  it('counts a test that never came to run, and an error outside any', () => {
    const specs = [{ title: 'a', tests: [{ status: 'skipped', results: [] }] }];
    const tally = countPlaywright({ suites: [{ title: 's', specs }], errors: [{ message: 'no server' }] });
    expect(tally.failures).toEqual(['outside any test\n    no server', 's › a\n    not passed: skipped']);
  });
});

describe('judgeRunner', () => {
  const clean = { passed: 3, failed: 0, failures: [] };

  it('leaves a plain success and a plain failure as they are', () => {
    expect(judgeRunner(clean, { code: 0, output: '' })).toEqual(clean);
    const failed = { passed: 3, failed: 1, failures: ['x'] };
    expect(judgeRunner(failed, { code: 1, output: 'noise' })).toEqual(failed);
  });

  it.each([
    ['left no report', null, 1, 'the runner left no report'],
    ['found no tests', { passed: 0, failed: 0, failures: [] }, 0, 'the runner found no tests'],
    ['failed outside any test', clean, 1, 'the runner failed with exit code 1, though no test did'],
    [
      'hung after a failure',
      { passed: 3, failed: 1, failures: ['x'] },
      124,
      'the runner was stopped at its time limit',
    ],
  ])('counts a failure more where the runner %s', (_case, tally, code, problem) => {
    const judged = judgeRunner(tally, { code, output: 'first\nlast words' });
    expect(judged.passed).toBe(tally?.passed ?? 0);
    expect(judged.failed).toBe((tally?.failed ?? 0) + 1);
    expect(judged.failures.at(-1)).toBe(`${problem}\n    first\n    last words`);
  });
});

describe('summaryLine', () => {
  it('sums', () => {
    expect(
      summaryLine([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 2 },
      ]),
    ).toBe('7 passed, 2 failed');
    expect(summaryLine([])).toBe('0 passed, 0 failed');
  });
});
