import type { DiagnosticNote, LayerSet } from '../nn/diagnostics/diagnostic-notes.ts';
import type { diagnosticLimits } from '../nn/diagnostics/gradient-diagnostics.ts';
import type { Translator } from './translator.ts';

/** What is said of gradients and weights that are not as they should be. */
export interface NoteTexts {
  /** What is seen, the same as long as the same layers are meant. */
  readonly fact: string;
  /** The numbers behind it, at the latest measurement. */
  readonly figures: string;
  /** What helps. */
  readonly advice: string;
}

/** A note on the layers of a model in three sentences. */
export function noteTexts(t: Translator, note: DiagnosticNote): NoteTexts {
  switch (note.kind) {
    case 'exploding':
      return {
        fact: explodingText(t, note),
        figures: risenText(t, note),
        advice: t('diagnostics.exploding.advice'),
      };
    case 'vanishing':
      return note.layers === null
        ? {
            fact: t('diagnostics.vanishing.everyLayer'),
            figures: t('diagnostics.vanishing.flat', { norm: normText(t, note.largest.norm) }),
            advice: t('diagnostics.vanishing.flatAdvice'),
          }
        : {
            fact: t('diagnostics.vanishing.fact', { layers: layersText(t, note.layers) }),
            figures: lessText(t, note),
            advice: t('diagnostics.vanishing.advice'),
          };
    case 'stalled': {
      const { layers, largest } = note;
      const isEvery = layers.names.length === layers.total;
      return {
        fact: t('diagnostics.stalled.fact', { layers: layersText(t, layers) }),
        figures: t('diagnostics.stalled.figures', { ratio: normText(t, largest) }),
        advice: t(isEvery ? 'diagnostics.stalled.everyAdvice' : 'diagnostics.stalled.advice'),
      };
    }
  }
}

function explodingText(t: Translator, { layers, since, ongoing }: DiagnosticNote & { kind: 'exploding' }) {
  const values = { layers: layersText(t, layers), step: t.format.whole(since) };
  return ongoing ? t('diagnostics.exploding.fact', values) : t('diagnostics.exploding.past', values);
}

/** `logits is at 508 987, 99 000 times what it began with.` */
function risenText(t: Translator, { highest, risen }: DiagnosticNote & { kind: 'exploding' }): string {
  const { layer } = highest;
  if (!Number.isFinite(highest.norm)) return t('diagnostics.exploding.notANumber', { layer });
  const norm = normText(t, highest.norm);
  if (risen === null) return t('diagnostics.exploding.figures', { layer, norm });
  return t('diagnostics.exploding.risen', { layer, norm, times: timesText(t, risen) });
}

/** `Down to 1.08 × 10⁻⁷, 1.7 million times less than in logits.` */
function lessText(t: Translator, { smallest, largest }: DiagnosticNote & { kind: 'vanishing' }): string {
  const { layer } = largest;
  if (smallest <= 0) return t('diagnostics.vanishing.zero', { layer, norm: normText(t, largest.norm) });
  return t('diagnostics.vanishing.figures', {
    layer,
    norm: normText(t, smallest),
    times: timesText(t, largest.norm / smallest),
  });
}

/** To two digits: `99 000 times`, `1.7 million times`. */
function timesText(t: Translator, ratio: number): string {
  const rounded = Number(ratio.toPrecision(2));
  if (rounded < 1e6) return t('diagnostics.times', { ratio: t.format.whole(rounded) });
  if (rounded < 1e9) return t('diagnostics.millionTimes', { ratio: t.format.chosen(rounded / 1e6) });
  return t('diagnostics.times', { ratio: t.format.chosen(rounded, 2) });
}

const normText = (t: Translator, value: number): string => (value === 0 ? '0' : t.format.measured(value));

/** `stem`; `stem to block3/conv1 (6 layers)`; `stem, conv4 and logits`; with gaps `6 of 20 layers, stem the first`. */
export function layersText(t: Translator, { names, isRange, total }: LayerSet): string {
  const [first = '', last = first] = [names[0], names.at(-1)];
  const { whole } = t.format;
  const count = names.length;
  if (count === total && total > 1) return t('diagnostics.layers.all', { total: whole(total) });
  if (count < 3) return t.format.and(names);
  if (isRange) return t('diagnostics.layers.range', { first, last, count: whole(count) });
  return count === 3
    ? t.format.and(names)
    : t('diagnostics.layers.some', { first, count: whole(count), total: whole(total) });
}

interface Rule {
  readonly name: string;
  readonly text: string;
}

/** By which limits layers are judged: a rule for each finding. */
export function diagnosticRules(t: Translator, limits: typeof diagnosticLimits): readonly Rule[] {
  const { whole, power } = t.format;
  const steps = whole(limits.lastingSteps);
  const vanishing = { share: power(limits.vanishingShare), norm: power(limits.vanishingNorm), steps };
  const stalled = { ratio: power(limits.stalledRatio), steps };
  const exploding = {
    factor: whole(limits.explodingFactor),
    measurements: whole(limits.earlyMeasurements),
  };
  return [
    { name: t('diagnostics.vanishing.name'), text: t('diagnostics.vanishing.rule', vanishing) },
    { name: t('diagnostics.stalled.name'), text: t('diagnostics.stalled.rule', stalled) },
    { name: t('diagnostics.exploding.name'), text: t('diagnostics.exploding.rule', exploding) },
  ];
}
