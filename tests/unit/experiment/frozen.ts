import { readdirSync, readFileSync } from 'node:fs';

// written by the page of 2026-11-29 in the first versions of its formats, and never written again
const folder = new URL('v1/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const entriesOf = <T>(file: string): readonly [name: string, T][] =>
  Object.entries(JSON.parse(textOf(file)) as Record<string, T>);

export interface FrozenExperiment {
  /** As a person would write it for `downhill.run`, with what has a default left out; not of presets. */
  readonly written?: unknown;
  /** With everything filled in, as in files. */
  readonly spec: unknown;
  /** As the page shared it. */
  readonly link: string;
}

export interface FrozenProblem {
  readonly written: unknown;
  readonly spec: unknown;
  /** `params`: where it ended. */
  readonly reply: { readonly params: readonly number[]; readonly loss: readonly number[] };
}

export const experiments = entriesOf<FrozenExperiment>('experiments.json');
export const problems = entriesOf<FrozenProblem>('problems.json');
/** The texts of result files. */
export const results = readdirSync(new URL('results/', folder))
  .sort()
  .map((file) => [file, textOf(`results/${file}`)] as const);

/** All that is frozen, as one text. */
export const frozenText = [
  readFileSync(new URL('../../../public/schema/experiment.v1.json', import.meta.url), 'utf8'),
  textOf('experiments.json'),
  textOf('problems.json'),
  ...results.flat(),
].join('\n');
