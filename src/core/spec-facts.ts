/** Of a fact that has no parameters. */
export type None = Readonly<Record<string, never>>;

/** How a number is bounded: `from` is included, `above` and `below` are not. */
export type Bounds =
  | 'from'
  | 'above'
  | 'fromTo'
  | 'fromBelow'
  | 'aboveTo'
  | 'aboveBelow'
  | 'to'
  | 'below'
  | 'none';

/**
 * What is wrong in an experiment, a link or a result that was written elsewhere. `got` is the value as JSON. The texts are
 * predicates, for what is wrong stands in front of them.
 */
export interface SpecFacts {
  missing: None;
  /** @param more how many keys beside those */
  unknownKeys: { readonly keys: readonly string[]; readonly more: number };
  /** A rule that has no fact of its own; `reason` says it in English. */
  invalidValue: { readonly reason: string; readonly got: string };
  wholeNumber: { readonly min: number; readonly max: number; readonly got: string };
  number: {
    readonly kind: 'whole' | 'finite';
    readonly bounds: Bounds;
    readonly min: number;
    readonly max: number;
    readonly got: string;
  };
  float32Max: { readonly got: string };
  float32Min: { readonly orZero: 'yes' | 'no'; readonly got: string };
  float32Below: { readonly max: number; readonly example: number; readonly got: string };
  float32Above: { readonly min: number; readonly got: string };
  notBoolean: { readonly got: string };
  notOneOf: { readonly values: readonly string[]; readonly got: string };
  /** Of an optimizer or a schedule, by its id. */
  notAnId: { readonly values: readonly string[]; readonly got: string };
  /** A schedule that cannot move the value it was put to. */
  scheduleMoves: {
    readonly what: 'lr' | 'momentum';
    readonly values: readonly string[];
    readonly got: string;
  };
  notText: { readonly got: string };
  textShort: { readonly min: number; readonly got: string };
  textLong: { readonly max: number; readonly got: string };
  notList: { readonly got: string };
  listShort: { readonly min: number; readonly got: string };
  listLong: { readonly max: number; readonly got: string };
  listLength: {
    readonly of: 'lanes' | 'numbers' | 'rows' | 'sizes' | 'entries';
    readonly min: number;
    readonly max: number;
    readonly got: string;
  };
  /** A list that must have an entry for each class or channel. */
  notOneEach: { readonly of: 'classes' | 'channels'; readonly expected: number; readonly got: number };
  notClasses: { readonly got: string };
  notRising: { readonly got: string };
  notSha256: { readonly got: string };
  tooDeep: { readonly max: number };
  tooMany: { readonly max: number; readonly got: number };
  tooLong: { readonly max: number; readonly got: number };
  laneIdTwice: { readonly got: string; readonly other: number };
  styleIndexTwice: { readonly got: number; readonly other: number };
  nameTwice: { readonly got: string; readonly other: number };
  noMomentum: { readonly optimizer: string; readonly got: string };
  scheduleNeedsLength: { readonly schedule: string };
  seedsNeedLength: None;
  fairNeedsLength: None;
  timingNeedsLength: None;
  clipNormOff: { readonly got: string };
  clipValueOff: { readonly got: string };
  guardOff: { readonly got: string };
  noSuchHyperparam: { readonly optimizer: string; readonly keys: readonly string[] };
  classTooLarge: {
    readonly dataset: string;
    readonly classes: number;
    readonly max: number;
    readonly got: number;
  };
  nothingToTrainOn: { readonly total: number; readonly example: number; readonly got: number };
  accuracyAboveOne: { readonly got: number };
  notTunable: { readonly min: string; readonly max: string; readonly got: number };
  editOfTuned: { readonly got: number };
  newerVersion: { readonly max: number; readonly got: number };
  notQuadratic: { readonly got: string };
  startLength: { readonly dimensions: number; readonly got: number };
  shapeSize: { readonly size: number; readonly got: string };
  matrixRows: { readonly size: number; readonly got: number };
  matrixRow: { readonly size: number; readonly got: number };
  linkTooLong: { readonly max: number };
  linkTooLarge: { readonly mib: number };
  linkTooDeep: None;
  linkPrefix: { readonly expected: string; readonly got: string };
  linkCutShort: None;
  linkChecksum: None;
  linkNotUnpacked: None;
  linkLetter: None;
  linkNotExperiment: None;
  linkNewer: None;
}
