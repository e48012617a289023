/**
 * The names that files, links and specs had in earlier versions, with those they have now. Whoever renames a key, or one of
 * the texts that a key may have, adds a line to `renames`.
 */

/** What the page reads that may have been written before it. */
export type Format =
  | 'experiment' // in a link, in a result, or given to `downhill.run`
  | 'minimize' // given to `downhill.minimize`
  | 'result' // a result file
  | 'weights' // the record of a file of weights that this machine keeps
  | 'view'; // how the page shows things, as the browser remembers it

/** `lane`: of an experiment, of a run in a result, and the root of a problem to minimize. */
export type Part = Format | 'lane';

export interface Rename {
  readonly of: Part;
  /** From the root of the part, in the old names: keys with `/` between them, `*` for the entries of a list. */
  readonly path: string;
  /** What the last key of the path is called now. */
  readonly to?: string;
  /** Texts that were values there, with those they are now. */
  readonly values?: Readonly<Record<string, string>>;
  /** Where the key is no more, for what it held follows from the rest. */
  readonly isGone?: true;
}

/** From version 1 of experiments and versions 1 and 2 of results. */
export const renames: readonly Rename[] = [
  {
    of: 'result',
    path: 'adapter/fallback/message',
    to: 'detail',
    values: {
      'this page was opened over plain http from another machine, where browsers withhold WebGPU':
        'plainHttp',
      'this browser has no WebGPU': 'noWebGpu',
      'the browser has WebGPU but gave no adapter': 'noAdapter',
      'the address asks for the processor': 'asksCpu',
      'the address asks for WebGL': 'asksWebgl',
      'the address asks for WebGL, which this browser does not offer': 'asksWebglMissing',
      'the address asks for stock TensorFlow.js on WebGPU': 'asksTfjs',
    },
  },
  { of: 'result', path: 'heats/*/runs/*/ran', to: 'effectiveSpec' },
  { of: 'result', path: 'heats/*/phase', values: { tuning: 'lr-search' } },
  { of: 'experiment', path: 'repeats', to: 'seeds' },
  { of: 'result', path: 'verdict/badges/*/horizon', to: 'totalSteps' },
  { of: 'result', path: 'verdict/pairs/*/reference', to: 'baseline' },
  { of: 'weights', path: 'leftOut', to: 'excluded' },
  { of: 'lane', path: 'look', to: 'styleIndex' },
  { of: 'result', path: 'heats', to: 'rounds' },
  {
    of: 'result',
    path: 'heats/*/runs/*/divergence/reason',
    values: { 'not finite': 'notFinite', 'too large': 'tooLarge', 'at chance': 'atChance' },
  },
  {
    of: 'result',
    path: 'verdict/kind',
    values: {
      'misses more': 'missesMore',
      'few seeds': 'fewSeeds',
      'one seed': 'oneSeed',
      'one lane': 'oneLane',
    },
  },
  {
    of: 'result',
    path: 'verdict/looks/*/outcome',
    values: { 'misses more': 'missesMore', 'not taken': 'notTaken' },
  },
  // a sentence, made from the step, the reason, the loss at the step, and the lane
  { of: 'result', path: 'heats/*/runs/*/divergence/message', isGone: true },
];

/** Parts in a format, by paths in the old names. The experiment of a result has a version of its own. */
export const lanesIn: Readonly<Record<Format, readonly string[]>> = {
  experiment: ['lanes/*'],
  minimize: [''],
  result: ['heats/*/runs/*/ran'],
  weights: [],
  view: [],
};
