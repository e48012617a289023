import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkNames, wordsOf } from '../../../scripts/check-names.mjs';
import { OLD_WORDS, PARTICIPLES } from '../../../scripts/old-words.mjs';

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** What is wrong with the names of a project of these files. */
function problemsOf(files: Readonly<Record<string, string>>, table = OLD_WORDS): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'names-'));
  roots.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return checkNames(root, table).problems;
}

describe('the words of a name', () => {
  it.each([
    ['takeMetrics', ['take', 'metrics']],
    ['MOST_CONNECTIONS', ['most', 'connections']],
    ['free-place', ['free', 'place']],
    ['GPUDevice2', ['gpu', 'device2']],
    ['vec4Count', ['vec4', 'count']],
  ])('%s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe('names that bear an old word', () => {
  it.each([
    ['a function', 'export function takeMetrics() {}', 'takeMetrics'],
    ['a variable', 'const heatCount = 1;', 'heatCount'],
    ['a parameter', 'export const f = (quads: number) => 1;', 'quads'],
    ['a bound element', 'const { a: kept } = { a: 1 };', 'kept'],
    ['a private field', 'export class A { #told = 1; }', 'told'],
    ['a property', 'export const a = { pace: 1 };', 'pace'],
    ['a field of a type', 'export interface A { readonly horizon: number }', 'horizon'],
    ['a type', 'export type HeatMap = number;', 'HeatMap'],
    ['an imported name', "import { a as misfit } from './a.ts';", 'misfit'],
  ])('%s', (_, text, name) => {
    const problems = problemsOf({ 'src/a.ts': text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^src/a\\.ts:1: ${name} bears `));
  });

  it('files and folders, each once', () => {
    const problems = problemsOf({ 'src/heats/free-place.ts': '', 'src/heats/b.ts': '' });
    expect(problems).toEqual([
      'src/heats: heats bears "heats": say round',
      'src/heats/free-place.ts: free-place bears "freePlace": say findLabelPlace',
    ]);
  });

  it('scripts, benchmarks and tests as well', () => {
    const files = ['scripts/a.mjs', 'bench/a.mjs', 'tests/unit/a.test.ts'];
    expect(problemsOf(Object.fromEntries(files.map((file) => [file, 'const wanted = 1;'])))).toHaveLength(3);
  });

  it('types that are bare participles', () => {
    expect(
      problemsOf({ 'src/a.ts': 'export interface Spawned { a: 1 }\nexport const spawned = 1;' }),
    ).toEqual(['src/a.ts:1: Spawned is a participle: name the type for what it is']);
  });
});

it('uses of names, texts, comments and longer words are no one’s names', () => {
  expect(
    problemsOf({
      'src/a.ts': "import { take } from 'rxjs';\n// heats\nexport const mistake = take('pictures');",
    }),
  ).toEqual([]);
});

it('an exemption holds for its files and names alone', () => {
  const table = [{ words: ['heat'], say: 'round', except: [{ in: /^src\/ui\//, names: ['heat'] }] }];
  const text = 'export const heat = 1;\nexport const heatOf = 2;';
  expect(problemsOf({ 'src/ui/a.ts': text, 'src/b.ts': text }, table)).toEqual([
    'src/b.ts:1: heat bears "heat": say round',
    'src/b.ts:2: heatOf bears "heat": say round',
    'src/ui/a.ts:2: heatOf bears "heat": say round',
  ]);
});

it('each word and each participle stands in the table once', () => {
  const words = OLD_WORDS.flatMap((row) => row.words);
  expect(new Set(words).size).toBe(words.length);
  expect([...PARTICIPLES].every((name) => /^[A-Z][a-z]+$/.test(name))).toBe(true);
});
