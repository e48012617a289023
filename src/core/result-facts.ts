import type { None } from './spec-facts.ts';
import type { Bytes } from './weights-facts.ts';

type Phase = 'lr-search' | 'race' | 'timing';

/** What is wrong in a result file: no result, or one that no race can have come to. The texts are predicates. */
export interface ResultFacts {
  resultTooLarge: { readonly max: Bytes };
  resultTooDeep: None;
  resultNotJson: None;
  notFloats: { readonly got: string };
  notSquare: { readonly got: string };
  numberOrName: { readonly got: string };
  notVersions: { readonly got: string };
  notBadge: { readonly got: string };
  notVerdict: { readonly got: string };
  /** What follows from the adapter. */
  notOfAdapter: { readonly expected: string; readonly got: string };
  /** A place in a list that has fewer. */
  resultLane: { readonly lanes: number; readonly got: number };
  resultPair: { readonly pairs: number; readonly got: number };
  /** The same lane twice at a seed; `other`: where the first is. */
  runTwice: { readonly lane: number; readonly phase: Phase; readonly seed: number; readonly other: string };
  rateTwice: { readonly lane: number; readonly lr: number; readonly other: string };
  lossesOverRound: { readonly max: number; readonly got: number };
  evaluationStep: { readonly min: number; readonly max: number; readonly got: number };
  confusionRows: { readonly classes: number; readonly got: number };
  targetNotMet: { readonly got: number };
  /** The step that a target was met at; `got` may be null. */
  targetMet: { readonly expected: number; readonly got: string };
  divergenceBefore: { readonly got: number };
  divergenceStep: { readonly expected: number; readonly got: number };
  stateNotDiverged: None;
  stateDiverged: { readonly got: string };
  stateNotTarget: None;
  stateTarget: { readonly got: string };
  stateStopped: { readonly trained: number; readonly steps: number };
  /** A phase that the race of the experiment does not have. */
  phaseNotPlanned: { readonly got: 'lr-search' | 'timing' };
  roundSeed: { readonly phase: Phase; readonly seeds: readonly string[]; readonly got: number };
  /** The same of so many seeds that only the ends are named. */
  roundSeeds: {
    readonly phase: Phase;
    readonly first: number;
    readonly last: number;
    readonly count: number;
    readonly got: number;
  };
  timedAlone: { readonly got: number };
  roundSteps: { readonly expected: number; readonly phase: Phase; readonly got: number };
  roundTime: { readonly max: number; readonly got: number };
  runRate: { readonly expected: number; readonly got: number };
  rateOffGrid: { readonly got: number };
  rateUntried: { readonly got: number };
  runSettings: { readonly lane: number };
  lossNegative: { readonly step: number; readonly got: string };
  lossFinite: { readonly step: number; readonly got: string };
  lossNotFinite: { readonly step: number; readonly got: string };
  timedEvaluation: None;
  testOfSearch: None;
  evaluationAtStart: None;
  testBeforeEnd: { readonly trained: number; readonly got: number };
  evaluatedTwice: { readonly split: 'validation' | 'test'; readonly got: number };
  evaluationMissing: { readonly step: number };
  evaluationsOfEnd: { readonly step: number };
  evaluationLoss: { readonly got: string };
  accuracyShare: { readonly images: number; readonly got: number };
  confusionSum: { readonly images: number; readonly got: number };
  accuracyConfusion: { readonly expected: number; readonly got: number };
  phaseOrder: { readonly before: Phase; readonly got: Phase };
  seedAfterLast: { readonly got: number };
  seedNext: { readonly expected: number; readonly got: number };
  seedsFirst: { readonly seeds: number };
  stoppedLane: { readonly phase: 'race' | 'timing'; readonly got: number };
  rateOfRounds: { readonly expected: number; readonly got: number };
}
