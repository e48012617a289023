import { formatLoss, formatPower, formatValue, formatWhole } from '../../core/format.ts';
import type { ExplodedLayer, Findings } from './gradient-diagnostics.ts';
import { diagnosticLimits } from './gradient-diagnostics.ts';

export type GradientIssue = 'vanishing' | 'stalled' | 'exploding';

export interface DiagnosticNote {
  readonly kind: GradientIssue;
  /** What is seen, the same as long as the same layers are meant. */
  readonly fact: string;
  /** The numbers behind it, at the latest measurement. */
  readonly figures: string;
  /** What helps. */
  readonly way: string;
}

interface LatestMeasurement {
  /** Of the layers with parameters, in order. */
  readonly names: readonly string[];
  /** Of each, at the latest measurement. */
  readonly gradient: ArrayLike<number>;
  readonly updateRatio: ArrayLike<number>;
}

/** The findings in plain words, what is worst first; none where all is well. */
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
  if (exploded.length === 0) return [];
  const first = Math.min(...exploded.map(({ step }) => step));
  const isNow = exploded.some(({ ongoing }) => ongoing);
  const layers = exploded.map(({ layer }) => layer);
  const highest = exploded.reduce((a, b) => ((gradient[b.layer] ?? 0) > (gradient[a.layer] ?? 0) ? b : a));
  const odd = layers.find((layer) => !Number.isFinite(gradient[layer]));
  return [
    {
      kind: 'exploding',
      fact: isNow
        ? `Gradients explode in ${layersText(layers, names)}, from step ${formatWhole(first)} on.`
        : `Gradients exploded in ${layersText(layers, names)} from step ${formatWhole(first)} on, and came back.`,
      figures:
        odd === undefined
          ? `${names[highest.layer]} is at ${risenText(gradient[highest.layer] ?? Number.NaN, highest.began)}.`
          : `${names[odd]} is no longer a number.`,
      way: 'Clip them, guard the steps, or lower the learning rate.',
    },
  ];
}

function vanishingNote(
  vanishing: readonly number[],
  { names, gradient }: LatestMeasurement,
): DiagnosticNote[] {
  if (vanishing.length === 0) return [];
  const norms = Array.from(gradient);
  const smallest = Math.min(...vanishing.map((layer) => norms[layer] ?? 0));
  if (vanishing.length === names.length) {
    return [
      {
        kind: 'vanishing',
        fact: 'Gradients vanish in every layer.',
        figures: `The largest is ${norm(Math.max(...norms))}: the loss is flat here.`,
        way: 'Nothing is left to learn, or the outputs are saturated: then a lower learning rate helps from the start.',
      },
    ];
  }
  const largest = norms.indexOf(Math.max(...norms.filter(Number.isFinite)));
  return [
    {
      kind: 'vanishing',
      fact: `Gradients vanish in ${layersText(vanishing, names)}.`,
      figures: `Down to ${lessText(smallest, norms[largest] ?? Number.NaN, names[largest] ?? '')}.`,
      way: 'He initialisation with LeakyReLU, a norm or residual connections help.',
    },
  ];
}

function stalledNote({ stalled }: Findings, { names, updateRatio }: LatestMeasurement): DiagnosticNote[] {
  if (stalled.length === 0) return [];
  const largest = Math.max(...stalled.map((layer) => updateRatio[layer] ?? 0));
  return [
    {
      kind: 'stalled',
      fact: `Weights stand still in ${layersText(stalled, names)}.`,
      figures: `A step moves them by ${norm(largest)} of their size at most.`,
      way:
        stalled.length === names.length
          ? 'No layer learns: the learning rate is next to nothing, or the guard refuses every step.'
          : 'Mend the gradients or raise the learning rate.',
    },
  ];
}

/** `508 987, 99 000 times what it began with`. */
const risenText = (now: number, began: number): string =>
  now > began && began > 0 ? `${norm(now)}, ${times(now / began)} what it began with` : norm(now);

/** `1.08 × 10⁻⁷, 1.7 million times less than in logits`. */
const lessText = (smallest: number, largest: number, where: string): string =>
  smallest > 0
    ? `${norm(smallest)}, ${times(largest / smallest)} less than in ${where}`
    : `0, where ${where} has ${norm(largest)}`;

/** To two digits: `99 000 times`, `1.7 million times`. */
function times(ratio: number): string {
  const rounded = Number(ratio.toPrecision(2));
  if (rounded < 1e6) return `${formatWhole(rounded)} times`;
  return rounded < 1e9 ? `${rounded / 1e6} million times` : `${formatValue(rounded, 2)} times`;
}

const norm = (value: number): string => (value === 0 ? '0' : formatLoss(value));

/** `stem`; `stem to block3/conv1 (6 layers)`; `stem, conv4 and logits`; with gaps `6 of 20 layers, stem the first`. */
export function layersText(layers: readonly number[], names: readonly string[]): string {
  const sorted = layers.toSorted((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  const said = sorted.map((layer) => names[layer] ?? `layer ${layer + 1}`);
  if (sorted.length === names.length && names.length > 1) return `all ${names.length} layers`;
  if (said.length < 3) return said.join(' and ');
  if (last - first === sorted.length - 1) return `${said[0]} to ${said.at(-1)} (${said.length} layers)`;
  if (said.length === 3) return `${said[0]}, ${said[1]} and ${said[2]}`;
  return `${said.length} of ${names.length} layers, ${said[0]} the first`;
}

/** The rules in words, by what they find. */
export const diagnosticRules: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Vanishing',
    text: `A layer’s gradient stays below ${formatPower(diagnosticLimits.vanishingShare)} of the largest layer’s, or below ${formatPower(diagnosticLimits.vanishingNorm)}, for ${diagnosticLimits.lastingSteps} steps.`,
  },
  {
    name: 'Standing still',
    text: `A step changes a layer’s weights by less than ${formatPower(diagnosticLimits.stalledRatio)} of them, for ${diagnosticLimits.lastingSteps} steps.`,
  },
  {
    name: 'Exploding',
    text: `A gradient rises past ${formatWhole(diagnosticLimits.explodingFactor)} times its first ${diagnosticLimits.earlyMeasurements} measurements and past what any layer began with, or is not finite.`,
  },
];

/** Where the limits come from. */
export const limitsText =
  'The limits are this page’s own. float32 keeps about seven digits, so smaller updates are lost.';
