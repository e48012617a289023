import type { Decision } from '../src/race/decision.ts';
import { decide, stepScoring } from '../src/race/decision.ts';
import { minSeedsToClaim } from '../src/race/seed-counts.ts';
import { signedRank } from '../src/race/signed-rank.ts';
import { markdownTable, spread } from './statistics.mjs';

/** What a method came to at a seed. */
interface Outcome {
  readonly lane: number;
  readonly targetStep: number | null;
  readonly accuracy: number;
}

/** A file of `npm run bench -- nmgd`. */
export interface EffectResult {
  readonly machine: { readonly date: string; readonly cores: number; readonly loadBefore: number };
  readonly steps: number;
  /** Steps between two evaluations; 50 in files that do not say. */
  readonly evalEvery?: number;
  /** What the learning rate of each method was chosen by; final accuracy in files that do not say. */
  readonly chosenBy?: 'steps' | 'accuracy';
  readonly minutes: number;
  readonly adapter: { readonly vendor: string; readonly architecture: string; readonly software: boolean };
  readonly target: { readonly value: number };
  readonly tuning: readonly {
    readonly name: string;
    readonly lr: number;
    readonly sweep: readonly { readonly lr: number }[];
  }[];
  /** By seed, then by method. */
  readonly runs: readonly (readonly Outcome[])[];
}

const missed = Number.POSITIVE_INFINITY;
const costOf = ({ targetStep }: Outcome): number => targetStep ?? missed;

/** By method, then by seed. */
const costsOf = ({ tuning, runs }: EffectResult): number[][] =>
  tuning.map((_, lane) => runs.map((run) => costOf(run[lane] ?? { lane, targetStep: null, accuracy: 0 })));

const stepText = (steps: number): string => (Number.isFinite(steps) ? String(steps) : 'missed');

/** Median, smallest and largest of steps and of final accuracy. */
function outcomeTable(result: EffectResult): string {
  const head = [
    '',
    'learning rate',
    `steps to ${100 * result.target.value} %`,
    'reached',
    'final validation accuracy',
  ];
  const costs = costsOf(result);
  const rows = result.tuning.map(({ name, lr, sweep }, lane) => {
    const isAtEdge = lr === sweep[0]?.lr || lr === sweep.at(-1)?.lr;
    const laneCosts = costs[lane] ?? [];
    const steps = spread(laneCosts);
    const accuracy = spread(result.runs.map((run) => 100 * (run[lane]?.accuracy ?? 0)));
    return [
      name,
      `${lr}${isAtEdge ? ' (edge)' : ''}`,
      `${stepText(steps.median)} (${stepText(steps.min)} to ${stepText(steps.max)})`,
      `${laneCosts.filter(Number.isFinite).length} of ${laneCosts.length}`,
      `${accuracy.median.toFixed(1)} % (${accuracy.min.toFixed(1)} to ${accuracy.max.toFixed(1)})`,
    ];
  });
  return markdownTable([head, ...rows]);
}

/** To three places, and never 0. */
const pText = (p: number): string => (p < 0.0005 ? '< 0.001' : p.toFixed(3));

/** Each method against one of them, seed by seed. */
function pairedTable(result: EffectResult, baseline: number): string {
  const costs = costsOf(result);
  const to = costs[baseline] ?? [];
  const rows = result.tuning.flatMap(({ name }, lane) => {
    if (lane === baseline) return [];
    const laneCosts = costs[lane] ?? [];
    const differences = laneCosts.map((cost, seed) => stepScoring.difference(cost, to[seed] ?? missed));
    const count = (isCounted: (difference: number) => boolean) =>
      String(differences.filter(isCounted).length);
    const ratio = spread(laneCosts.map((cost, seed) => cost / (to[seed] ?? missed))).median;
    return [
      [
        name,
        Number.isFinite(ratio) ? ratio.toFixed(2) : '–',
        count((difference) => difference < 0),
        count((difference) => difference === 0),
        count((difference) => difference > 0),
        pText(signedRank(differences).p),
      ],
    ];
  });
  const head = ['', 'median ratio of steps', 'seeds with fewer', 'as many', 'more', 'p'];
  return markdownTable([head, ...rows]);
}

/** What the product's verdict says of two methods, look by look. */
function lookText({ looks }: Decision, names: readonly string[], { runs }: EffectResult): string {
  const done = looks.filter(({ seeds }) => seeds <= runs.length);
  const decided = done.find(({ outcome }) => outcome === 'decided');
  const at = done.map(({ seeds }) => seeds).join(', ');
  if (!decided)
    return `Looked at after ${at} seeds by the rule of the page ([verdict.md](verdict.md)): no difference shown.`;
  return `Looked at after ${at} seeds by the rule of the page ([verdict.md](verdict.md)): ${
    names[decided.lane ?? 0]
  } is ahead, decided after ${decided.seeds} seeds.`;
}

const chosenText = ({ chosenBy }: EffectResult): string =>
  `The learning rate was chosen by ${chosenBy === 'steps' ? 'steps to the target' : 'final validation accuracy'}.`;

const adapterOf = ({ adapter: { vendor, architecture, software } }: EffectResult): string =>
  `${vendor} ${architecture}${software ? ' (software)' : ''}`;

const madeBy = (result: EffectResult, file: string): string =>
  `${result.machine.date}, ${adapterOf(result)}, ${result.minutes.toFixed(0)} minutes on ${result.machine.cores} cores whose load was ${
    result.machine.loadBefore
  } before it began; figures: \`${file}\`.`;

/**
 * docs/nmgd.md, from the race of all methods and, once it has the seeds of a first look, the longer race of two.
 * @param all the first method named Nesterov is what the others are compared with
 * @param pair the same with two methods, more seeds and closer evaluations
 */
export function effectReport(
  all: { readonly result: EffectResult; readonly file: string },
  pair: { readonly result: EffectResult; readonly file: string } | null,
): string {
  const { result } = all;
  const baseline = result.tuning.findIndex(({ name }) => name.startsWith('Nesterov'));
  const seeds = result.runs.length;
  return `# What NMGD changes, measured

\`npm run bench -- nmgd\` writes this file from what it measured.

Fashion-MNIST, CNN 8–16, batch 32, ${result.steps} steps, the learning rate falling along a cosine for all. For each method
five learning rates were tried on a seed of its own, and the best raced on other seeds, the same for all methods.
Validation: 1000 images never trained on. Momentum was not tuned: it is 0.9, or what NMGD's schedule makes of it, so
nothing here says how the methods would compare at the best momentum of each.

## ${result.tuning.length} methods, ${seeds} seeds

${madeBy(result, all.file)}
Evaluated every ${result.evalEvery ?? 50} steps. ${chosenText(result)} Median of the seeds,
smallest and largest in brackets.

${outcomeTable(result)}

Against Nesterov, seed by seed: how many steps a method needed for each of Nesterov's, on how many seeds it needed fewer,
as many and more, and p by the exact Wilcoxon signed-rank test.

${pairedTable(result, baseline)}

- ${claimText(seeds, result.tuning.length - 1)}
- Steps to the target are known to within ${result.evalEvery ?? 50} steps.
- *edge*: the best learning rate was the lowest or the highest tried, so a wider grid might have found a better one.
- One network and one set of images say nothing about others.
${pair && pair.result.runs.length >= minSeedsToClaim ? pairSection(pair) : ''}`;
}

/** What the p values of so many comparisons can show. */
function claimText(seeds: number, comparisons: number): string {
  return seeds < minSeedsToClaim
    ? `${seeds} paired seeds cannot give a p below ${(2 / 2 ** seeds).toFixed(4)}, so none of these differences is shown, in either direction.`
    : `Each p stands for its comparison alone. For ${comparisons} of them together at 5 % it must be ${(0.05 / comparisons).toFixed(4)} or less.`;
}

function pairSection({ result, file }: { readonly result: EffectResult; readonly file: string }): string {
  const names = result.tuning.map(({ name }) => name);
  const every = result.evalEvery ?? 50;
  return `
## NMGD against Nesterov again: ${result.runs.length} seeds, evaluated every ${every} steps

${madeBy(result, file)}
${chosenText(result)}

${outcomeTable(result)}

${pairedTable(result, 0)}

${lookText(decide(costsOf(result), stepScoring), names, result)}
`;
}
