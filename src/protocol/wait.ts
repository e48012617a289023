/** What training waits for. */
export type Wait =
  | { readonly id: 'file'; readonly file: string }
  | { readonly id: 'images'; readonly split: 'validation' | 'test' }
  /** The next round is being built, the `number`-th of `count` of its phase. */
  | {
      readonly id: 'round';
      readonly phase: 'lr-search' | 'race';
      readonly number: number;
      readonly count: number;
    }
  /** The round that times one lane alone is being built. */
  | { readonly id: 'timing'; readonly lane: string };
