// @ts-check
import { stripVTControlCharacters } from 'node:util';

/**
 * What a test runner came to. A skipped, pending or todo test is a failed one, for it has shown nothing.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures one text for each failure: the test's name, then what went wrong
 */

/**
 * @typedef {object} VitestReport
 * @property {{ name: string, status: string, message?: string, assertionResults: VitestAssertion[] }[]} testResults
 * @typedef {{ fullName: string, status: string, failureMessages?: string[] | null }} VitestAssertion
 */

/**
 * Counts the report of vitest's json reporter.
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function countVitest(report) {
  let passed = 0;
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const before = failures.length;
    for (const { fullName, status: outcome, failureMessages } of assertionResults) {
      if (outcome === 'passed') passed++;
      else if (outcome === 'failed') failures.push(failure(fullName, failureMessages ?? []));
      else failures.push(failure(fullName, [`not run: ${outcome}`]));
    }
    // A file that cannot be loaded, or whose set-up fails, names no test.
    if (status === 'failed' && failures.length === before) failures.push(failure(name, [message ?? '']));
  }
  return { passed, failed: failures.length, failures };
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, tests: PlaywrightTest[] }[]} [specs]
 * @typedef {object} PlaywrightTest
 * @property {string} status expected, unexpected, flaky or skipped
 * @property {{ status?: string, error?: { message?: string, stack?: string }, errors?: { message?: string }[] }[]} results
 * @typedef {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} PlaywrightReport
 */

/**
 * Counts the report of Playwright's json reporter.
 * @param {PlaywrightReport} report
 * @returns {Tally}
 */
export function countPlaywright(report) {
  let passed = 0;
  const failures = (report.errors ?? []).map(({ message }) => failure('outside any test', [message ?? '']));
  /** @param {PlaywrightSuite} suite @param {string} path */
  const visit = (suite, path) => {
    for (const { title, tests } of suite.specs ?? []) {
      for (const { status, results } of tests) {
        // "Expected" is also said of a test that is meant to fail.
        if (status === 'expected' && results.at(-1)?.status === 'passed') passed++;
        else failures.push(failure(`${path}${title}`, describeResults(status, results)));
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, `${path}${inner.title} › `);
  };
  for (const suite of report.suites) visit(suite, `${suite.title} › `);
  return { passed, failed: failures.length, failures };
}

/**
 * @param {string} status
 * @param {PlaywrightTest['results']} results
 * @returns {string[]}
 */
function describeResults(status, results) {
  const messages = results.flatMap(({ errors }) => (errors ?? []).map(({ message }) => message ?? ''));
  return messages.length > 0 ? messages : [`not passed: ${results.at(-1)?.status ?? status}`];
}

/**
 * @param {string} name
 * @param {string[]} messages
 * @returns {string}
 */
function failure(name, messages) {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).trim().split('\n'));
  const projectLines = lines.filter((line) => !/^\s+at .*(node_modules|node:internal)/.test(line));
  return [name, ...projectLines.map((line) => `    ${line}`)].join('\n');
}

/**
 * The tally of a runner that has ended. One that left no report, counted nothing, or failed without naming a
 * failure, counts as one failure more.
 * @param {Tally | null} tally null where it left no report that can be read
 * @param {{ code: number, output: string }} result of the runner
 * @returns {Tally}
 */
export function judgeRunner(tally, { code, output }) {
  const { passed, failed, failures } = tally ?? { passed: 0, failed: 0, failures: [] };
  const problem =
    tally === null
      ? 'the runner left no report'
      : passed + failed === 0
        ? 'the runner found no tests'
        : code !== 0 && failed === 0
          ? `the runner failed with exit code ${code}, though no test did`
          : code === 124
            ? 'the runner was stopped at its time limit'
            : null;
  if (problem === null) return { passed, failed, failures };
  return { passed, failed: failed + 1, failures: [...failures, failure(problem, [lastLines(output, 60)])] };
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {string}
 */
export function lastLines(text, count) {
  return text.trim().split('\n').slice(-count).join('\n');
}

/**
 * The last line of a test run.
 * @param {readonly { passed: number, failed: number }[]} tallies
 * @returns {string}
 */
export function summaryLine(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return `${passed} passed, ${failed} failed`;
}
