/**
 * A number the person at the page can move. The slider and the JSON schema come from this.
 * `min` and `max` are where the slider ends; `valid` is what the spec refuses to go beyond.
 */
export interface Parameter<Key extends string = string> {
  readonly key: Key;
  /** How the parameter is written in formulas, as TeX. */
  readonly symbol: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** `log`: equal factors are equal distances; `oneMinus`: the same for 1 − x, so 0.9, 0.99 and 0.999 are evenly spaced. */
  readonly scale: 'linear' | 'log' | 'oneMinus';
  readonly integer?: boolean;
  /** Key of the yes-or-no option without which it does nothing. */
  readonly onlyWith?: string;
  /** Which way it must go for a lane to break, and past which value it is to blame whatever the learning rate. */
  readonly breaks?: { readonly toward: 'higher' | 'lower'; readonly past?: number };
  readonly valid: {
    readonly min: number;
    readonly max?: number;
    readonly exclusiveMin?: boolean;
    readonly exclusiveMax?: boolean;
  };
}
