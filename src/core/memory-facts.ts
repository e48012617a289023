/** What a buffer holds. */
export type BufferContent =
  | 'images'
  | 'imageTables'
  | 'weights'
  | 'statistics'
  | 'gradients'
  | 'updateCopies'
  | 'probe'
  | 'storedGradients'
  | 'optimizerState'
  | 'optimizerTables'
  | 'stepTables'
  /** Of kernels; `part` names it. */
  | 'scratch'
  /** Of the layer that `part` names. */
  | 'outputs'
  | 'outputGradients';

/** Kinds of buffers, by what makes them smaller. */
export type MemoryKind = 'images' | 'weights' | 'optimizer' | 'values';

/** What to change so that less memory is needed. */
export interface MemoryFix {
  /** `form`: the model in a smaller form, by `setting` and `value`; `widths`: one of the options that weights grow with. */
  readonly fix:
    | 'images'
    | 'size'
    | 'widths'
    | 'form'
    | 'optimizer'
    | 'widthsOrOptimizer'
    | 'formOrOptimizer'
    | 'batch'
    | 'batchOrWidths'
    | 'formOrBatch';
  /** Whose options `widths` and `setting` are; empty where the fix is none of them. */
  readonly model: string;
  /** Paths into the experiment: `model.filters`. */
  readonly widths: readonly string[];
  readonly setting: string;
  readonly value: number;
}

/** Where memory lacks. All sizes are MiB, rounded up. */
export interface MemoryFacts {
  /** More in one buffer than the adapter grants. */
  bufferTooLarge: MemoryFix & {
    readonly content: BufferContent;
    readonly part: string;
    readonly need: number;
    readonly total: number;
    readonly max: number;
  };
  /** The device ran out; `kind` takes most. */
  memoryExhausted: MemoryFix & { readonly kind: MemoryKind; readonly need: number; readonly total: number };
}
