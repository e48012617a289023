import { cos, log } from '../core/portable-math.ts';
import type { Rng } from '../core/rng.ts';
import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';

/** How the kernels of a model start. */
export type Init = 'glorot' | 'he';

/** Where a parameter starts: its distribution and the fan it is scaled by. */
export type ParameterInit =
  | { readonly kind: 'zeros' | 'ones' }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: Init; readonly fanIn: number; readonly fanOut: number };

/**
 * Initial values of a parameter, float32.
 *   glorot: U(±√(6 / (fanIn + fanOut)))   (Glorot & Bengio 2010)
 *   he:     U(±√(6 / fanIn))              (He et al. 2015)
 *   normal: N(0, deviation²)
 */
export function initialValues(shape: Shape, init: ParameterInit, rng: Rng): Float32Array<ArrayBuffer> {
  const values = new Float32Array(sizeOf(shape));
  switch (init.kind) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'normal':
      for (let i = 0; i < values.length; i++) values[i] = normal(rng) * init.deviation;
      return values;
    default: {
      const fan = init.kind === 'glorot' ? init.fanIn + init.fanOut : init.fanIn;
      const limit = Math.sqrt(6 / fan);
      for (let i = 0; i < values.length; i++) values[i] = (2 * rng.uniform() - 1) * limit;
      return values;
    }
  }
}

/** A standard normal number, by Box & Muller's transform of two uniform ones. */
const normal = (rng: Rng): number =>
  Math.sqrt(-2 * log(1 - rng.uniform())) * cos(2 * Math.PI * rng.uniform());
