/**
 * What follows a layer's sums. `gelu` is x·Φ(x) with the error function (PyTorch's default), `gelu-tanh` its
 * approximation by tanh (Hendrycks & Gimpel 2016). The slope of `leaky-relu` is not negative.
 */
export type Activation =
  | { readonly kind: 'linear' | 'relu' | 'gelu' | 'gelu-tanh' }
  | { readonly kind: 'leaky-relu'; readonly slope: number };

export const linear: Activation = { kind: 'linear' };
