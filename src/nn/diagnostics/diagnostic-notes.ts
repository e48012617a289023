import type { ExplodedLayer, Findings } from './gradient-diagnostics.ts';

export type GradientIssue = 'vanishing' | 'stalled' | 'exploding';

/** Some of the layers of a model. */
export interface LayerSet {
  /** Their names, from the input on. */
  readonly names: readonly string[];
  /** Whether none in between is left out. */
  readonly isRange: boolean;
  /** How many layers the model has. */
  readonly total: number;
}

interface LayerNorm {
  readonly layer: string;
  readonly norm: number;
}

/** What is wrong with the layers of a model, with the numbers of the latest measurement behind it. */
export type DiagnosticNote =
  | {
      readonly kind: 'exploding';
      readonly layers: LayerSet;
      /** The first step at which one of them had. */
      readonly since: number;
      /** Whether one still does. */
      readonly ongoing: boolean;
      /** The highest, or one that is not finite. */
      readonly highest: LayerNorm;
      /** How many times what it began with that is; null where it is not above it. */
      readonly risen: number | null;
    }
  | {
      readonly kind: 'vanishing';
      /** Null: of every layer. */
      readonly layers: LayerSet | null;
      readonly smallest: number;
      readonly largest: LayerNorm;
    }
  | {
      readonly kind: 'stalled';
      readonly layers: LayerSet;
      /** The largest update of any of them, as a part of its weights. */
      readonly largest: number;
    };

interface LatestMeasurement {
  /** Of the layers with parameters, in order. */
  readonly names: readonly string[];
  /** Of each, at the latest measurement. */
  readonly gradient: ArrayLike<number>;
  readonly updateRatio: ArrayLike<number>;
}

/** What is to be said of the findings, what is worst first; none where all is well. */
export function diagnosticNotes(findings: Findings, latest: LatestMeasurement): DiagnosticNote[] {
  return [
    ...explodingNote(findings.exploded, latest),
    ...vanishingNote(findings.vanishing, latest),
    ...stalledNote(findings, latest),
  ];
}

function explodingNote(
  exploded: readonly ExplodedLayer[],
  { names, gradient }: LatestMeasurement,
): DiagnosticNote[] {
  const normOf = ({ layer }: ExplodedLayer): number => gradient[layer] ?? Number.NaN;
  const [first, ...others] = exploded;
  if (!first) return [];
  const odd = exploded.find((one) => !Number.isFinite(normOf(one)));
  const highest = odd ?? others.reduce((a, b) => (normOf(b) > normOf(a) ? b : a), first);
  const norm = normOf(highest);
  return [
    {
      kind: 'exploding',
      layers: layerSet(
        exploded.map(({ layer }) => layer),
        names,
      ),
      since: Math.min(...exploded.map(({ step }) => step)),
      ongoing: exploded.some(({ ongoing }) => ongoing),
      highest: { layer: nameOf(names, highest.layer), norm },
      risen: norm > highest.began && highest.began > 0 ? norm / highest.began : null,
    },
  ];
}

function vanishingNote(
  vanishing: readonly number[],
  { names, gradient }: LatestMeasurement,
): DiagnosticNote[] {
  if (vanishing.length === 0) return [];
  const norms = Array.from(gradient);
  const largest = Math.max(...norms.filter(Number.isFinite));
  return [
    {
      kind: 'vanishing',
      layers: vanishing.length === names.length ? null : layerSet(vanishing, names),
      smallest: Math.min(...vanishing.map((layer) => norms[layer] ?? 0)),
      largest: { layer: nameOf(names, norms.indexOf(largest)), norm: largest },
    },
  ];
}

function stalledNote({ stalled }: Findings, { names, updateRatio }: LatestMeasurement): DiagnosticNote[] {
  if (stalled.length === 0) return [];
  const largest = Math.max(...stalled.map((layer) => updateRatio[layer] ?? 0));
  return [{ kind: 'stalled', layers: layerSet(stalled, names), largest }];
}

const nameOf = (names: readonly string[], layer: number): string => names[layer] ?? String(layer + 1);

function layerSet(layers: readonly number[], names: readonly string[]): LayerSet {
  const sorted = layers.toSorted((a, b) => a - b);
  const [first = 0, last = first] = [sorted[0], sorted.at(-1)];
  return {
    names: sorted.map((layer) => nameOf(names, layer)),
    isRange: last - first === sorted.length - 1,
    total: names.length,
  };
}
