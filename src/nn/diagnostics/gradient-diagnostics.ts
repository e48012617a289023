import { median } from '../../core/median.ts';

/**
 * When a layer's gradients are said to vanish or to explode. The limits are our own. What they rest on: float32 keeps
 * some seven digits, so an update of less than a ten-millionth of a weight is rounded away, and a millionth is nearly
 * so (near a thousandth is usual); a layer whose gradient is a millionth of another's cannot be trained at the other's
 * learning rate.
 * See Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, and Pascanu,
 * Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks.
 */
export const diagnosticLimits = {
  /** A gradient vanishes below this part of the largest layer's … */
  vanishingShare: 1e-6,
  /** … or below this. */
  vanishingNorm: 1e-8,
  /** Weights are stalled where an update is below this part of them. */
  stalledRatio: 1e-6,
  /** Both count once they have lasted for so many steps. */
  lastingSteps: 50,
  /** A gradient explodes where it rises to more than so many times … */
  explodingFactor: 1000,
  /** … the median of its first so many, and past what any layer began with; or is not finite. */
  earlyMeasurements: 3,
} as const;

/** One measurement of a model: a value for each layer. */
export interface Measurement {
  readonly step: number;
  readonly gradient: ArrayLike<number>;
  readonly updateRatio: ArrayLike<number>;
}

export interface ExplodedLayer {
  readonly layer: number;
  /** The first step at which it had. */
  readonly step: number;
  /** The norm that it began with; NaN where that was no number. */
  readonly began: number;
  /** Whether it still has, at the latest measurement. */
  readonly ongoing: boolean;
}

/** What is wrong with which layers, counted from 0 in the order of the model. */
export interface Findings {
  readonly vanishing: readonly number[];
  readonly stalled: readonly number[];
  readonly exploded: readonly ExplodedLayer[];
}

export const noFindings: Findings = { vanishing: [], stalled: [], exploded: [] };

interface LayerState {
  readonly early: number[];
  /** The step since which it is so, without a break; null where it is not. */
  vanishingSince: number | null;
  stalledSince: number | null;
  explodedAt: number | null;
  explodes: boolean;
}

function vanishingBelow(gradient: ArrayLike<number>): number {
  const largest = Math.max(0, ...finite(gradient));
  return Math.max(diagnosticLimits.vanishingNorm, diagnosticLimits.vanishingShare * largest);
}

/** Holds the measurements of a run against `diagnosticLimits` as they come. */
export class GradientDiagnostics {
  readonly #layers: LayerState[] = [];
  #step = 0;

  /** Takes a measurement in; what a gradient must stay below in it to be said to vanish. */
  next({ step, gradient, updateRatio }: Measurement): number {
    this.#step = step;
    const limit = vanishingBelow(gradient);
    for (let i = 0; i < gradient.length; i++) {
      const layer = this.#layer(i);
      const norm = gradient[i] ?? Number.NaN;
      const ratio = updateRatio[i] ?? Number.NaN;
      const { stalledRatio, earlyMeasurements } = diagnosticLimits;
      layer.vanishingSince = norm < limit ? (layer.vanishingSince ?? step) : null;
      layer.stalledSince = ratio < stalledRatio ? (layer.stalledSince ?? step) : null;
      if (layer.early.length < earlyMeasurements && Number.isFinite(norm)) layer.early.push(norm);
    }
    this.#watchExplosions(step, gradient);
    return limit;
  }

  get findings(): Findings {
    const lasts = (since: number | null) =>
      since !== null && this.#step - since >= diagnosticLimits.lastingSteps;
    const where = (holds: (layer: LayerState) => boolean) =>
      this.#layers.flatMap((layer, i) => (holds(layer) ? [i] : []));
    return {
      vanishing: where(({ vanishingSince }) => lasts(vanishingSince)),
      stalled: where(({ stalledSince }) => lasts(stalledSince)),
      exploded: this.#layers.flatMap(({ early, explodedAt, explodes }, layer) =>
        explodedAt === null ? [] : [{ layer, step: explodedAt, began: beganAt(early), ongoing: explodes }],
      ),
    };
  }

  #watchExplosions(step: number, gradient: ArrayLike<number>): void {
    const began = this.#layers.map(({ early }) => beganAt(early));
    const highest = Math.max(0, ...finite(began));
    this.#layers.forEach((layer, i) => {
      const norm = gradient[i] ?? Number.NaN;
      const limit = Math.max(
        highest,
        diagnosticLimits.explodingFactor * (layer.early.length > 0 ? (began[i] ?? 0) : 0),
      );
      layer.explodes = !Number.isFinite(norm) || (layer.early.length > 0 && norm > limit && limit > 0);
      if (layer.explodes) layer.explodedAt ??= step;
    });
  }

  #layer(index: number): LayerState {
    const layerFacts = this.#layers[index];
    if (layerFacts) return layerFacts;
    const fresh = { early: [], vanishingSince: null, stalledSince: null, explodedAt: null, explodes: false };
    this.#layers[index] = fresh;
    return fresh;
  }
}

/** The median, which one odd first step does not move. */
const beganAt = (early: readonly number[]): number => (early.length > 0 ? median(early) : Number.NaN);

const finite = (values: ArrayLike<number>): number[] => Array.from(values).filter(Number.isFinite);
